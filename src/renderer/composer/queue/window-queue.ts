import { useStore } from 'zustand';
import type { Conversation, UserPart } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { getConversation } from '../../client/conversation/conversations.ts';
import { isRunning, onAnswersEnded } from '../../client/conversation/running.ts';
import { unsent } from '../../client/unsent.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { readQueues, writeQueues } from './kept-queue.ts';
import type { QueueHome } from './kept-queue.ts';
import { createMessageQueue } from './queue.ts';
import type { Queue } from './queue.ts';

/** The queue of this window; it works on whatever conversation is on screen. */
export const queue = createMessageQueue({ send: sendAtLeaf, isRunning });

/** Brings back what an earlier window left unsent, and sends what waits as answers end, from now on. */
export function startQueue(home: QueueHome): void {
  queue.restore(readQueues(unsent, home));
  queue.store.subscribe((queues) => writeQueues(unsent, home, queues));
  onAnswersEnded((id, ending) => attempt(queue.answerEnded(id, ending)));
}

/** A message at the end of the visible branch. */
async function sendAtLeaf(
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
