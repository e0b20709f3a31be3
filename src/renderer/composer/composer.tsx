import { ArrowUp, ListPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { useModelName } from '../client/provider/providers.ts';
import { useAccelerator } from '../client/shortcuts.ts';
import { useIsRunning } from '../client/conversation/running.ts';
import { focusComposer } from '../ui/keys/focus.ts';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { attempt } from '../ui/toast/report-failure.ts';
import { AttachButton } from './attachments/attach-button.tsx';
import { AttachmentChips } from './attachment-chips.tsx';
import styles from './composer.module.css';
import { useDraft } from './drafts.ts';
import { MessageField } from './message-field.tsx';
import { QueuedMessages } from './queued-messages.tsx';
import { attachFiles, sendDraft } from './sending.ts';
import { StopButton } from './stop-button.tsx';
import { TokenEstimate } from './token-estimate.tsx';
import { useDrop } from './attachments/use-drop.ts';

export interface ComposerProps {
  /** `null`: the first message creates the conversation. */
  readonly conversationId: ConversationId | null;
  readonly model: ModelRef;
  readonly picker: ReactNode;
  readonly onCreated: (id: ConversationId) => void;
}

/** Where a message is written. */
export function Composer({ conversationId, model, picker, onCreated }: ComposerProps) {
  const { t } = useTranslation();
  const key = conversationId ?? 'new';
  const draft = useDraft(key);
  const isRunning = useIsRunning(conversationId);
  const stopKey = useAccelerator('generation.abort');
  const name = useModelName(model);
  const isDropping = useDrop((files) => attempt(attachFiles(key, files)));
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0;

  function send(): void {
    if (!isEmpty) attempt(sendDraft({ conversationId, model, onCreated }));
    focusComposer();
  }

  return (
    <div className={styles.composer}>
      {conversationId !== null && <QueuedMessages conversationId={conversationId} aboveField />}
      <form
        className={styles.card}
        data-dropping={isDropping || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        // The whole card is the field's.
        onPointerDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          focusComposer();
        }}
      >
        {draft.attachments.length > 0 && <AttachmentChips draftKey={key} draft={draft} />}
        <MessageField
          conversationId={conversationId}
          text={draft.text}
          placeholder={t('composer.placeholderTo', { model: name })}
          onSend={send}
          onFiles={(files) => attempt(attachFiles(key, files))}
        />
        <div className={styles.bar}>
          <AttachButton onFiles={(files) => attempt(attachFiles(key, files))} />
          {picker}
          <TokenEstimate text={draft.text} model={model} />
          <span className={styles.space} />
          {isRunning && conversationId !== null && (
            <StopButton conversationId={conversationId} accelerator={stopKey} />
          )}
          {(!isRunning || !isEmpty) && (
            <IconButton
              type="submit"
              variant="primary"
              icon={isRunning ? ListPlus : ArrowUp}
              label={t(isRunning ? 'composer.queue' : 'composer.send')}
              aria-disabled={isEmpty}
            />
          )}
        </div>
        {isDropping && <p className={styles.drop}>{t('composer.dropHere')}</p>}
      </form>
    </div>
  );
}
