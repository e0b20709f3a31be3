import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '#shared/conversation/conversation.ts';
import type { UserMessage } from '#shared/conversation/conversation.ts';
import { call } from '../../client/bridge.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { focusComposer, focusWhenThere } from '../../ui/keys/focus.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { isSendKey } from '../../ui/keys/send-key.ts';
import { useTranscript } from '../context.ts';
import styles from './question.module.css';

/** A sent message, edited in its place. Sending makes a branch beside it; nothing is overwritten. */
export function MessageEditor({ message }: { readonly message: UserMessage }) {
  const { t } = useTranslation();
  const { conversationId, onEdit } = useTranscript();
  const sendKey = useSettings((settings) => settings.sendKey);
  const [text, setText] = useState(textOf(message));
  const files = message.parts.filter((part) => part.type === 'file');
  const canSend = text.trim() !== '' || files.length > 0;

  function send(): void {
    if (!canSend) return;
    const words = text.trim() === '' ? [] : [{ type: 'text' as const, text }];
    attempt(
      call('message.send', {
        conversationId,
        parentId: message.parentId,
        parts: [...files, ...words],
      }).then(() => {
        onEdit(null);
        focusComposer();
      }),
    );
  }

  function cancel(): void {
    onEdit(null);
    focusWhenThere(() =>
      document.querySelector<HTMLElement>(`[data-message="${message.id}"] [data-edit]`),
    );
  }

  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        className={styles.field}
        aria-label={t('transcript.editLabel')}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the message that was asked to be edited
        autoFocus
        value={text}
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            cancel();
          } else if (isSendKey(event.nativeEvent, sendKey)) {
            event.preventDefault();
            send();
          }
        }}
      />
      <div className={styles.editorActions}>
        <Button size="s" variant="quiet" onClick={cancel}>
          {t('transcript.cancel')}
        </Button>
        <Button size="s" variant="primary" type="submit" disabled={!canSend}>
          {t('transcript.saveAndSend')}
        </Button>
      </div>
    </form>
  );
}
