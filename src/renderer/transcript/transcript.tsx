import { ArrowDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import {
  reopenConversation,
  useBranch,
  useConversation,
  useIsClosed,
} from '../client/conversation/conversations.ts';
import { LinkQuestions } from '../markdown/link/question.tsx';
import { failureText } from '../text/failure-text.ts';
import { Button } from '../ui/controls/button.tsx';
import { Context } from './context.ts';
import { MessageRow } from './row.tsx';
import styles from './transcript.module.css';
import { useContentHeight } from './scroll/use-content-height.ts';
import { useStick } from './scroll/use-stick.ts';
import { useTarget } from './scroll/use-target.ts';
import type { TargetMessage } from './scroll/use-target.ts';

export interface TranscriptProps {
  readonly conversationId: ConversationId;
  readonly onOpenProviders: () => void;
  readonly onCheckConnection?: (model: ModelRef) => void;
  readonly onRegenerateWith: (messageId: MessageId) => void;
  /** The message to bring into view, on whatever branch it is; another object each time it is wanted. */
  readonly target?: TargetMessage | null;
  /** How tall the transcript would be if all of it were in view, for a window that follows it. */
  readonly onHeight?: (height: number) => void;
}

/** The visible branch of a conversation. */
export function Transcript(props: TranscriptProps) {
  const { conversationId } = props;
  const { t } = useTranslation();
  const status = useConversation(conversationId, (state) => state.status);
  const failure = useConversation(conversationId, (state) =>
    state.status === 'failed' ? state.failure : null,
  );
  if (failure !== null) {
    const { title, remedy } = failureText(t, failure, { provider: '', model: '' });
    return (
      <div className={styles.notice} role="alert">
        <p className={styles.noticeTitle}>{t('app.conversationFailed')}</p>
        <p>{`${title}. ${remedy}`}</p>
        <p className={styles.noticeDetail}>{failure.detail}</p>
        <Button onClick={() => reopenConversation(conversationId)}>{t('app.tryAgain')}</Button>
      </div>
    );
  }
  return status === 'open' ? <Branch {...props} /> : <div className={styles.scroller} aria-busy />;
}

/** About two viewports, so that a fast scroll shows no blank. */
const BUFFER_PX = 1600;

function Branch(props: TranscriptProps) {
  const { conversationId, onOpenProviders, onCheckConnection, onRegenerateWith, onHeight } = props;
  const { t } = useTranslation();
  const branch = useBranch(conversationId);
  const { scroller, list, stick, toEnd, release } = useStick(conversationId);
  useContentHeight(scroller, onHeight);
  useTarget(props, branch, { scroller, list, release });
  const isClosed = useIsClosed(conversationId);
  const [editingId, setEditingId] = useState<MessageId | null>(null);
  const context = useMemo(
    () => ({
      conversationId,
      isClosed,
      editingId,
      onEdit: setEditingId,
      onRelease: release,
      onOpenProviders,
      onCheckConnection,
      onRegenerateWith,
    }),
    [
      conversationId,
      isClosed,
      editingId,
      release,
      onOpenProviders,
      onCheckConnection,
      onRegenerateWith,
    ],
  );
  const editingAt = editingId === null ? -1 : branch.indexOf(editingId);
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={t('transcript.label')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
      >
        <Context value={context}>
          <Virtualizer
            ref={list}
            data={branch}
            scrollRef={scroller}
            bufferSize={BUFFER_PX}
            keepMounted={editingAt === -1 ? [] : [editingAt]}
          >
            {(messageId, index) => (
              <MessageRow
                key={messageId}
                messageId={messageId}
                isLast={index === branch.length - 1}
              />
            )}
          </Virtualizer>
        </Context>
      </div>
      {stick.state === 'released' && (
        <button
          type="button"
          className={styles.pill}
          data-news={stick.hasNews || undefined}
          onClick={toEnd}
        >
          <ArrowDown aria-hidden="true" />
          <span className={stick.hasNews ? styles.pillText : styles.hidden}>
            {t(stick.hasNews ? 'transcript.newText' : 'transcript.toEnd')}
          </span>
        </button>
      )}
      <LinkQuestions />
    </div>
  );
}
