import { useEffect, useRef } from 'react';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import type { StickyScroller } from './use-stick.ts';

/** A message that is to be brought into view. */
export interface TargetMessage {
  readonly messageId: MessageId;
}

interface Wanted {
  readonly conversationId: ConversationId;
  readonly target?: TargetMessage | null;
}

/** Frames within which the row is on screen after its list has scrolled there. */
const AWAITED_FRAMES = 30;

/** Brings the target into view once: on another branch, that one is shown first. The message is marked for a moment. */
export function useTarget(
  { conversationId, target = null }: Wanted,
  branch: readonly MessageId[],
  { scroller, list, release }: Pick<StickyScroller, 'scroller' | 'list' | 'release'>,
): void {
  const reached = useRef<TargetMessage | null>(null);
  const turnedFor = useRef<TargetMessage | null>(null);
  useEffect(() => {
    if (target === null || reached.current === target || branch.length === 0) return;
    const at = branch.indexOf(target.messageId);
    if (at === -1) {
      if (turnedFor.current === target) return;
      turnedFor.current = target;
      const { messageId } = target;
      attempt(call('conversation.select-branch', { conversationId, messageId }));
      return;
    }
    reached.current = target;
    const view = scroller.current;
    // Where everything is in view, there is no end to go back to.
    if (view !== null && view.scrollHeight > view.clientHeight + 1) release();
    list.current?.scrollToIndex(at, { align: 'start' });
    mark(target.messageId);
  }, [branch, conversationId, list, release, scroller, target]);
}

function mark(messageId: MessageId, frame = 0): void {
  const row = document.querySelector<HTMLElement>(`[data-message="${messageId}"]`);
  if (row !== null) {
    row.dataset['target'] = '';
    row.addEventListener('animationend', () => delete row.dataset['target'], { once: true });
    row.scrollIntoView({ block: 'start' });
    row.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
  } else if (frame < AWAITED_FRAMES) {
    requestAnimationFrame(() => mark(messageId, frame + 1));
  }
}
