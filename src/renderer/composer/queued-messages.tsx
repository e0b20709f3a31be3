import { Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueuedPreview, QueuePreview } from '#shared/conversation/queue.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { useQueue } from '../client/conversation/queues.ts';
import { Button } from '../ui/controls/button.tsx';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { focusComposer } from '../ui/keys/focus.ts';
import { attempt } from '../ui/toast/report-failure.ts';
import styles from './queued-messages.module.css';
import { takeBack } from './sending.ts';

export interface QueuedMessagesProps {
  readonly conversationId: ConversationId;
  /** Whether the card of the field follows and covers its lower edge. */
  readonly aboveField?: boolean;
}

/** Messages that wait for the answer to end, or for the person; each can be taken back. */
export function QueuedMessages({ conversationId, aboveField = false }: QueuedMessagesProps) {
  const { t } = useTranslation();
  const queue = useQueue(conversationId);
  if (queue === undefined) return null;
  const title = queue.hold === null ? t('composer.queued') : t(`composer.held.${queue.hold}`);
  return (
    <section
      className={styles.queue}
      aria-label={title}
      data-held={queue.hold !== null || undefined}
      data-above-field={aboveField || undefined}
    >
      <div className={styles.head}>
        <p className={styles.title}>{title}</p>
        {queue.hold !== null && <HeldActions conversationId={conversationId} queue={queue} />}
      </div>
      <ol className={styles.list}>
        {queue.messages.map((message) => (
          <Waiting key={message.id} conversationId={conversationId} message={message} />
        ))}
      </ol>
    </section>
  );
}

function HeldActions({ conversationId, queue }: QueuedMessagesProps & { queue: QueuePreview }) {
  const { t } = useTranslation();
  const run = (procedure: 'queue.send-now' | 'queue.discard') => () => {
    // The button leaves with the queue.
    focusComposer();
    attempt(call(procedure, { conversationId }));
  };
  const isOne = queue.messages.length === 1;
  return (
    <div className={styles.actions}>
      <Button size="s" variant="quiet" onClick={run('queue.discard')}>
        {t(isOne ? 'composer.discard' : 'composer.discardAll')}
      </Button>
      <Button size="s" onClick={run('queue.send-now')}>
        {t('composer.sendNow')}
      </Button>
    </div>
  );
}

function Waiting({
  conversationId,
  message,
}: QueuedMessagesProps & { readonly message: QueuedPreview }) {
  const { t } = useTranslation();
  const { id: queuedId, text, fileCount } = message;
  return (
    <li className={styles.message}>
      <span className={styles.text} dir="auto">
        {text || t('composer.queuedFiles', { count: fileCount })}
      </span>
      {text !== '' && fileCount > 0 && (
        <span className={styles.files}>{t('composer.queuedFiles', { count: fileCount })}</span>
      )}
      <IconButton
        size="s"
        icon={Pencil}
        label={t('composer.editQueued')}
        onClick={() => {
          focusComposer();
          attempt(takeBack(conversationId, queuedId));
        }}
      />
      <IconButton
        size="s"
        icon={X}
        label={t('composer.removeQueued')}
        onClick={() => {
          focusComposer();
          attempt(call('queue.remove', { conversationId, queuedId }));
        }}
      />
    </li>
  );
}
