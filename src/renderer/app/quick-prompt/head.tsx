import { ArrowUp, ChevronDown, ClipboardPaste, ListPlus, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../../client/bridge.ts';
import { useModelName, useModels, useProvider } from '../../client/provider/providers.ts';
import { useIsRunning } from '../../client/conversation/running.ts';
import { useSettings } from '../../client/settings.ts';
import { AttachButton } from '../../composer/attachments/attach-button.tsx';
import { AttachmentChips } from '../../composer/attachment-chips.tsx';
import { useDraft } from '../../composer/drafts.ts';
import { MessageField } from '../../composer/message-field.tsx';
import { QueuedMessages } from '../../composer/queued-messages.tsx';
import { attachFiles, sendDraft } from '../../composer/sending.ts';
import { StopButton } from '../../composer/stop-button.tsx';
import { useDrop } from '../../composer/attachments/use-drop.ts';
import { Button } from '../../ui/controls/button.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { recallPrompt, runQuickCommand } from './commands.ts';
import styles from './head.module.css';
import { quickKeys } from './keys.ts';
import { continueWith, useSession } from './session.ts';

export interface HeadProps {
  readonly conversationId: ConversationId | null;
  readonly model: ModelRef;
}

/** The field, and what belongs to it: all that there is before the first prompt. The window is moved by it. */
export function Head({ conversationId, model }: HeadProps) {
  const { t } = useTranslation();
  const key = conversationId ?? 'new';
  const draft = useDraft(key);
  const isRunning = useIsRunning(conversationId);
  const isDropping = useDrop((files) => attempt(attachFiles(key, files)));
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0;

  function send(): void {
    if (!isEmpty) attempt(sendDraft({ conversationId, model, onCreated: continueWith }));
  }

  return (
    <form
      className={styles.head}
      data-fixed=""
      data-dropping={isDropping || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {draft.attachments.length > 0 && (
        <div className={styles.attachments}>
          <AttachmentChips draftKey={key} draft={draft} />
        </div>
      )}
      <div className={styles.field}>
        <MessageField
          conversationId={conversationId}
          text={draft.text}
          placeholder={t(conversationId === null ? 'quickPrompt.ask' : 'quickPrompt.askOn')}
          onSend={send}
          onFiles={(files) => attempt(attachFiles(key, files))}
          onRecall={() => attempt(recallPrompt())}
        />
        {isRunning && conversationId !== null && (
          <StopButton conversationId={conversationId} accelerator={quickKeys['stop-answer']} />
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
      <div className={styles.bar}>
        <ModelButton model={model} />
        <AttachButton
          size="s"
          onFiles={(files) => attempt(attachFiles(key, files))}
          onDialog={(active) => call('quick-prompt.hold', { by: 'dialog', active })}
        />
        {isEmpty && <ClipboardChip />}
        <span className={styles.space} />
        <PinButton />
      </div>
      {conversationId !== null && <QueuedMessages conversationId={conversationId} />}
      {isDropping && <p className={styles.drop}>{t('composer.dropHere')}</p>}
    </form>
  );
}

function ModelButton({ model }: { readonly model: ModelRef }) {
  const { t } = useTranslation();
  const isChoosing = useSession((session) => session.choosing !== null);
  const name = useModelName(model);
  const provider = useProvider(model.providerId);
  useModels(model.providerId);
  return (
    <button
      type="button"
      className={styles.model}
      aria-label={t('app.model', { model: name })}
      aria-expanded={isChoosing}
      title={provider?.name}
      onClick={() => runQuickCommand('choose-model')}
    >
      <span className={styles.modelName}>{name}</span>
      <ChevronDown className={styles.chevron} aria-hidden="true" />
    </button>
  );
}

/** An offer: nothing is read before it is taken. */
function ClipboardChip() {
  const { t } = useTranslation();
  return (
    <span className={styles.chip}>
      <Button
        size="s"
        variant="quiet"
        icon={ClipboardPaste}
        title={formatAccelerator(quickKeys['use-clipboard'])}
        onClick={() => runQuickCommand('use-clipboard')}
      >
        {t('quickPrompt.useClipboard')}
      </Button>
    </span>
  );
}

function PinButton() {
  const { t } = useTranslation();
  const isPinned = useSettings((settings) => settings.quickPrompt.pinned);
  return (
    <IconButton
      size="s"
      icon={Pin}
      label={t(isPinned ? 'quickPrompt.unpin' : 'quickPrompt.pin')}
      accelerator={quickKeys['toggle-pin']}
      aria-pressed={isPinned}
      onClick={() => runQuickCommand('toggle-pin')}
    />
  );
}
