import { useEffect, useState } from 'react';
import { findMessage, textOf } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { getConversation } from '../../client/conversation/conversations.ts';
import { endOfSentences, toSpeech } from './sentences.ts';

export interface Announcement {
  readonly id: number;
  readonly words: string;
}

/** Sentences are gathered this long, or a fast answer would be a queue of hundreds of words. */
const GATHERED_MS = 1500;
/** Enough for a reader to have heard the older ones; the region stays small. */
const KEPT = 4;

/** The whole sentences of the answer that is arriving, as they become whole; at its end, the rest. */
export function useAnnouncements(conversationId: ConversationId): readonly Announcement[] {
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  useEffect(() => {
    const mountedAt = Date.now();
    let watched: { readonly messageId: MessageId; readonly spokenTo: number } | null = null;
    const timer = setInterval(() => {
      const conversation = getConversation(conversationId);
      const leafId = conversation?.leafId ?? null;
      if (conversation === undefined || leafId === null) return;
      const arriving = conversation.running[leafId];
      if (arriving !== undefined && watched?.messageId !== leafId) {
        // Of an answer that began before, the beginning is on screen and can be read there.
        const isOlder = arriving.createdAt < mountedAt;
        watched = { messageId: leafId, spokenTo: isOlder ? textOf(arriving).length : 0 };
      }
      if (watched === null) return;
      const message = findMessage(conversation, watched.messageId);
      const text = message === undefined ? '' : textOf(message);
      const end = arriving === undefined ? text.length : endOfSentences(text);
      const words = toSpeech(text.slice(watched.spokenTo, Math.max(watched.spokenTo, end)));
      watched =
        arriving === undefined ? null : { ...watched, spokenTo: Math.max(watched.spokenTo, end) };
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
