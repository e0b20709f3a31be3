import { useStore } from 'zustand';
import type { Conversation, UserPart } from '#shared/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { getConversation } from '../client/conversations.ts';
import { onAnswersEnded } from '../client/running.ts';
import { attempt } from '../ui/report-failure.ts';
import { createMessageQueue } from './queue.ts';
import type { Queue } from './queue.ts';

/** The queue of this window; it works on whatever conversation is on screen. */
export const queue = createMessageQueue({ send: sendAtLeaf });

/** Sends what waits as answers end, from now on. */
export function startQueue(): void {
  onAnswersEnded((id, ending) => attempt(queue.answerEnded(id, ending)));
}

/** A message at the end of the visible branch. */
export async function sendAtLeaf(
  conversationId: ConversationId,
  parts: readonly UserPart[],
): Promise<void> {
  const { leafId } = await conversationOf(conversationId);
  await call('message.send', { conversationId, parentId: leafId, parts: [...parts] });
}

async function conversationOf(conversationId: ConversationId): Promise<Conversation> {
  const known = getConversation(conversationId);
  if (known !== undefined) return known;
  return (await call('conversation.open', { conversationId })).conversation;
}

export function useQueue(conversationId: ConversationId | null): Queue | undefined {
  return useStore(queue.store, (queues) =>
    conversationId === null ? undefined : queues.get(conversationId),
  );
}
