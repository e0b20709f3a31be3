import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { findMessage } from '#shared/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { openConversation } from '../client/conversations.ts';
import { following, nextStick } from './stick.ts';
import type { Stick, StickEvent } from './stick.ts';

/** Nearer to the end than this counts as the end, in pixels. */
const END_PX = 8;
/** A scroll this soon after input was made by it: the keyboard and the wheel scroll smoothly. */
const INPUT_MS = 400;

const UPWARD_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);

export interface StickyScroller {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly stick: Stick;
  /** Goes to the end and stays there. */
  readonly toEnd: () => void;
  /** Lets the view be, wherever it is. */
  readonly release: () => void;
}

/** Keeps the scroller at its end while the reader is there, and out of the reader's way otherwise. */
export function useStick(conversationId: ConversationId): StickyScroller {
  const scroller = useRef<HTMLDivElement>(null);
  const [stick, setStick] = useState<Stick>(following);
  const current = useRef<Stick>(following);

  const dispatch = useCallback((event: StickEvent) => {
    const next = nextStick(current.current, event);
    if (next === current.current) return;
    current.current = next;
    setStick(next);
  }, []);

  const follow = useCallback(() => {
    const element = scroller.current;
    if (element !== null && current.current.state === 'following') {
      element.scrollTop = element.scrollHeight;
    }
  }, []);

  useLayoutEffect(follow, [follow]);

  useEffect(() => {
    const element = scroller.current;
    return element === null ? undefined : watchInput(element, dispatch, follow);
  }, [dispatch, follow]);

  useEffect(
    () =>
      openConversation(conversationId).subscribe((after, before) => {
        if (after.status !== 'open' || before.status !== 'open') return;
        const { conversation } = after;
        const { leafId } = conversation;
        if (leafId !== before.conversation.leafId) {
          // A message was sent or an answer begun: that is where the person looks next.
          if (leafId !== null && conversation.running[leafId] !== undefined) {
            dispatch({ type: 'end-wanted' });
          }
        } else if (
          leafId !== null &&
          findMessage(conversation, leafId) !== findMessage(before.conversation, leafId)
        ) {
          dispatch({ type: 'grew' });
        }
      }),
    [conversationId, dispatch],
  );

  const toEnd = useCallback(() => {
    dispatch({ type: 'end-wanted' });
    follow();
    scroller.current?.focus({ preventScroll: true });
  }, [dispatch, follow]);

  const release = useCallback(() => dispatch({ type: 'moved-up' }), [dispatch]);

  return { scroller, stick, toEnd, release };
}

/** Tells what the person does with the scroller, and follows its growth. Returns its undo. */
function watchInput(
  element: HTMLElement,
  dispatch: (event: StickEvent) => void,
  follow: () => void,
): () => void {
  const ended = new AbortController();
  const options = { passive: true, signal: ended.signal };
  let lastInputAt = 0;
  let isPressed = false;
  let lastTop = element.scrollTop;
  let touchY = 0;

  const canScroll = () => element.scrollHeight > element.clientHeight + END_PX;
  const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight <= END_PX;
  function moved(isUp: boolean): void {
    lastInputAt = performance.now();
    if (isUp && canScroll()) dispatch({ type: 'moved-up' });
  }

  element.addEventListener('wheel', (event) => moved(event.deltaY < 0), options);
  element.addEventListener('keydown', (event) => moved(UPWARD_KEYS.has(event.key)), options);
  element.addEventListener(
    'touchstart',
    ({ touches }) => (touchY = touches[0]?.clientY ?? 0),
    options,
  );
  element.addEventListener(
    'touchmove',
    ({ touches }) => moved((touches[0]?.clientY ?? 0) > touchY),
    options,
  );
  element.addEventListener('pointerdown', () => (isPressed = true), options);
  globalThis.addEventListener('pointerup', () => (isPressed = false), options);
  document.addEventListener(
    'selectionchange',
    () => {
      const selection = document.getSelection();
      if (selection === null || selection.isCollapsed || !isPressed) return;
      if (element.contains(selection.anchorNode)) moved(true);
    },
    options,
  );
  element.addEventListener(
    'scroll',
    () => {
      const top = element.scrollTop;
      const direction = top < lastTop ? 'up' : 'down';
      const isByPerson = isPressed || performance.now() - lastInputAt < INPUT_MS;
      if (isByPerson && top !== lastTop)
        dispatch({ type: 'scrolled', direction, isAtEnd: isAtEnd() });
      lastTop = top;
    },
    options,
  );

  const growth = new ResizeObserver(() => {
    follow();
    lastTop = element.scrollTop;
  });
  growth.observe(element);
  for (const child of element.children) growth.observe(child);
  return () => {
    ended.abort();
    growth.disconnect();
  };
}
