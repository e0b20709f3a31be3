import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { findMessage } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { conversationStore } from '../../client/conversation/conversations.ts';
import type { MirrorState } from '../../client/conversation/conversations.ts';
import { following, nextStick } from './stick.ts';
import type { Stick, StickEvent } from './stick.ts';
import { watchInput } from './watch-input.ts';

export interface StickyScroller {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly stick: Stick;
  /** Goes to the end and stays there. */
  readonly toEnd: () => void;
  /** Lets the view be, wherever it is. */
  readonly release: () => void;
}

/** Keeps the scroller at its end while the reader is there, and out of the reader's way otherwise. */
export function useStick(conversationId: ConversationId): StickyScroller {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [stick, setStick] = useState<Stick>(following);
  const current = useRef<Stick>(following);
  /** Where the app itself has scrolled to last: that scroll is not the person's. */
  const followedTo = useRef(-1);

  const dispatch = useCallback((event: StickEvent) => {
    const next = nextStick(current.current, event);
    if (next === current.current) return;
    current.current = next;
    setStick(next);
  }, []);

  const follow = useCallback(() => {
    const element = scroller.current;
    if (element === null || current.current.state !== 'following') return;
    element.scrollTop = element.scrollHeight;
    followedTo.current = element.scrollTop;
  }, []);

  const release = useCallback(() => dispatch({ type: 'moved-up' }), [dispatch]);

  const toEnd = useCallback(() => {
    dispatch({ type: 'end-wanted' });
    follow();
    scroller.current?.focus({ preventScroll: true });
  }, [dispatch, follow]);

  useLayoutEffect(follow, [follow]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    return watchInput(element, {
      dispatch,
      isOwn: (top) => top === followedTo.current,
      toStart: () => {
        release();
        list.current?.scrollToIndex(0);
      },
      toEnd,
    });
  }, [dispatch, release, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const growth = new ResizeObserver(follow);
    growth.observe(element);
    for (const child of element.children) growth.observe(child);
    return () => growth.disconnect();
  }, [follow]);

  useEffect(
    () =>
      conversationStore(conversationId).subscribe((after, before) => {
        const event = eventOf(before, after);
        if (event !== null) dispatch(event);
        if (event?.type === 'end-wanted') follow();
      }),
    [conversationId, dispatch, follow],
  );

  return { scroller, list, stick, toEnd, release };
}

/** What a change of the conversation means for the view. */
function eventOf(before: MirrorState, after: MirrorState): StickEvent | null {
  if (after.status !== 'open' || before.status !== 'open') return null;
  const { leafId, running } = after.conversation;
  if (leafId === null) return null;
  if (leafId !== before.conversation.leafId) {
    // A message was sent or an answer begun: that is where the person looks next.
    return running[leafId] === undefined ? null : { type: 'end-wanted' };
  }
  const grew = findMessage(after.conversation, leafId) !== findMessage(before.conversation, leafId);
  return grew ? { type: 'grew' } : null;
}
