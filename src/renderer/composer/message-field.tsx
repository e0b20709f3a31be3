import { useTranslation } from 'react-i18next';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { lastOfBranch } from '#shared/conversation/branch.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { getConversation } from '../client/conversation/conversations.ts';
import { useSettings } from '../client/settings.ts';
import { isSendKey } from '../ui/keys/send-key.ts';
import { attachText, isHugePaste } from './attachments/attachments.ts';
import styles from './composer.module.css';
import { windowDrafts } from './drafts.ts';

export interface MessageFieldProps {
  readonly conversationId: ConversationId | null;
  readonly text: string;
  readonly placeholder: string;
  readonly onSend: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** Up was pressed in an empty field of a conversation that has no prompt to bring back. */
  readonly onRecall?: () => void;
}

/** The text of the draft. Has the focus when it appears: it is where one goes on. */
export function MessageField({
  conversationId,
  text,
  placeholder,
  onSend,
  onFiles,
  onRecall,
}: MessageFieldProps) {
  const { t } = useTranslation();
  const sendKey = useSettings((settings) => settings.sendKey);
  const key = conversationId ?? 'new';

  function change(next: string): void {
    windowDrafts().change(key, (draft) => ({ ...draft, text: next }));
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isSendKey(event.nativeEvent, sendKey)) {
      event.preventDefault();
      onSend();
    } else if (event.key === 'ArrowUp' && text === '' && !event.nativeEvent.isComposing) {
      const recalled = lastPrompt(conversationId);
      event.preventDefault();
      if (recalled === undefined) onRecall?.();
      else change(recalled);
    }
  }

  function paste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const files = [...event.clipboardData.files];
    const pasted = event.clipboardData.getData('text/plain');
    // A program that copies a table or a text offers a picture of it as well: the text is meant.
    if (files.length > 0 && pasted === '') {
      event.preventDefault();
      onFiles(files);
    } else if (isHugePaste(pasted)) {
      event.preventDefault();
      const attachment = attachText(`${t('composer.pastedText')}.txt`, pasted);
      windowDrafts().change(key, (draft) => ({
        ...draft,
        attachments: [...draft.attachments, attachment],
      }));
    }
  }

  return (
    <textarea
      className={styles.field}
      data-composer-field=""
      aria-label={t('composer.label')}
      placeholder={placeholder}
      rows={1}
      dir="auto"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- after a conversation is chosen, its field is what comes next
      autoFocus
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={press}
      onPaste={paste}
    />
  );
}

function lastPrompt(conversationId: ConversationId | null): string | undefined {
  const conversation = conversationId === null ? undefined : getConversation(conversationId);
  if (conversation === undefined) return undefined;
  const last = lastOfBranch(conversation, 'user');
  return last === undefined ? undefined : textOf(last);
}
