import { useEffect, useEffectEvent, useState } from 'react';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { getConversation } from '../../client/conversation/conversations.ts';
import { nextAnnouncement } from './next-announcement.ts';
import type { Listening } from './next-announcement.ts';

export interface Announcement {
  readonly id: number;
  readonly words: string;
}

/** Sentences are gathered this long, or a fast answer would be a queue of hundreds of words. */
const GATHERED_MS = 1500;
/** Enough for a reader to have heard the older ones; the region stays small. */
const KEPT = 4;

/**
 * The whole sentences of the answer that is arriving, as they become whole; at its end the rest, and what `endingOf` has
 * to say of it.
 */
export function useAnnouncements(
  conversationId: ConversationId,
  endingOf: (message: AssistantMessage) => string,
): readonly Announcement[] {
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  const wordsOfEnding = useEffectEvent(endingOf);
  useEffect(() => {
    const mountedAt = Date.now();
    let listening: Listening | null = null;
    const timer = setInterval(() => {
      const conversation = getConversation(conversationId);
      if (conversation === undefined) return;
      const next = nextAnnouncement(conversation, listening, mountedAt);
      ({ listening } = next);
      const ending = next.ended === null ? '' : wordsOfEnding(next.ended);
      const words = [next.words, ending].filter((part) => part !== '').join(' ');
      if (words === '') return;
      setAnnouncements((before) => [
        ...before.slice(1 - KEPT),
        { id: (before.at(-1)?.id ?? 0) + 1, words },
      ]);
    }, GATHERED_MS);
    return () => clearInterval(timer);
  }, [conversationId]);
  return announcements;
}
