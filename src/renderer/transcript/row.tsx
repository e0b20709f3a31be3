import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/id.ts';
import { useMessage } from '../client/conversation/conversations.ts';
import { Button } from '../ui/controls/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import type { FallbackProps } from '../ui/error-boundary.tsx';
import { AssistantMessageView } from './answer/answer.tsx';
import { useTranscript } from './context.ts';
import styles from './row.module.css';
import { UserMessageView } from './question/question.tsx';

export interface MessageRowProps {
  readonly messageId: MessageId;
  readonly isLast: boolean;
}

/** One message of the branch; renders again only when that message changes. */
export const MessageRow = memo(({ messageId, isLast }: MessageRowProps) => {
  const { conversationId } = useTranscript();
  const message = useMessage(conversationId, messageId);
  if (message === undefined) return null;
  return (
    <div className={styles.row} data-message={messageId} data-last={isLast || undefined}>
      <ErrorBoundary fallback={MessageFault}>
        {message.role === 'user' ? (
          <UserMessageView message={message} />
        ) : (
          <AssistantMessageView message={message} />
        )}
      </ErrorBoundary>
    </div>
  );
});

function MessageFault({ onRetry }: FallbackProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.fault}>
      <p>{t('app.messageCrashed')}</p>
      <Button size="s" onClick={onRetry}>
        {t('app.showAgain')}
      </Button>
    </div>
  );
}
