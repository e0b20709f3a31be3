import { Pencil, SendHorizontal, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import { focusComposer } from '../ui/keys/focus.ts';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { attempt } from '../ui/toast/report-failure.ts';
import { windowDrafts } from './drafts.ts';
import type { QueuedMessage } from './queue/queue.ts';
import styles from './queued-messages.module.css';
import { draftOf, joinDrafts } from './sending.ts';
import { queue, useQueue } from './queue/window-queue.ts';

/** Messages that wait for the answer to end; each can be taken back. */
export function QueuedMessages({ conversationId }: { readonly conversationId: ConversationId }) {
  const { t } = useTranslation();
  const waiting = useQueue(conversationId);
  if (waiting === undefined) return null;

  function takeBack(message: QueuedMessage): void {
    queue.remove(conversationId, message.id);
    windowDrafts().change(conversationId, (draft) => joinDrafts(draftOf(message.parts), draft));
    focusComposer();
  }

  const title = t(waiting.isHeld ? 'composer.queuedHeld' : 'composer.queued');
  return (
    <section className={styles.queue} aria-label={title} data-held={waiting.isHeld || undefined}>
      <p className={styles.title}>{title}</p>
      <ol className={styles.list}>
        {waiting.messages.map((message, index) => (
          <li key={message.id} className={styles.message}>
            <span className={styles.text}>
              {textOf(message) || t('composer.queuedFiles', { count: message.parts.length })}
            </span>
            {waiting.isHeld && index === 0 && (
              <IconButton
                size="s"
                icon={SendHorizontal}
                label={t('composer.sendNow')}
                onClick={() => attempt(queue.release(conversationId))}
              />
            )}
            <IconButton
              size="s"
              icon={Pencil}
              label={t('composer.editQueued')}
              onClick={() => takeBack(message)}
            />
            <IconButton
              size="s"
              icon={X}
              label={t('composer.removeQueued')}
              onClick={() => queue.remove(conversationId, message.id)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function textOf({ parts }: QueuedMessage): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(' ');
}
