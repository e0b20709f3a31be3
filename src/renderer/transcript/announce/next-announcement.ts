import { findMessage, textOf } from '#shared/conversation/conversation.ts';
import type { AssistantMessage, Conversation } from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import { endOfSentences, toSpeech } from './sentences.ts';

/** The answer that is listened to, and how far it was said. */
export interface Listening {
  readonly messageId: MessageId;
  /** A place in its text. */
  readonly saidTo: number;
}

export interface NextAnnouncement {
  /** `null`: nothing is arriving. */
  readonly listening: Listening | null;
  /** Empty when there is nothing to say now. */
  readonly words: string;
  /** The answer has just ended, and this is how. */
  readonly ended: AssistantMessage | null;
}

/**
 * What is to be said of the visible branch now: the whole sentences that have come since, and at the end of the answer
 * the rest. Of an answer that began before `since` the beginning is on screen and can be read there.
 */
export function nextAnnouncement(
  conversation: Conversation,
  before: Listening | null,
  since: number,
): NextAnnouncement {
  const { leafId } = conversation;
  const arriving = leafId === null ? undefined : conversation.running[leafId];
  const listening = arriving === undefined ? before : listenTo(arriving, before, since);
  if (listening === null) return { listening: null, words: '', ended: null };
  const message = findMessage(conversation, listening.messageId);
  const text = message === undefined ? '' : textOf(message);
  const end = arriving === undefined ? text.length : endOfSentences(text);
  const saidTo = Math.max(listening.saidTo, end);
  const words = toSpeech(text.slice(listening.saidTo, saidTo));
  if (arriving !== undefined) return { listening: { ...listening, saidTo }, words, ended: null };
  return { listening: null, words, ended: message?.role === 'assistant' ? message : null };
}

function listenTo(message: AssistantMessage, before: Listening | null, since: number): Listening {
  const { id: messageId, createdAt } = message;
  if (before?.messageId === messageId) return before;
  return { messageId, saidTo: createdAt < since ? textOf(message).length : 0 };
}
