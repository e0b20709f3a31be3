import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AppSnapshot } from '#shared/contract.ts';
import type { QueuePreview } from '#shared/conversation/queue.ts';
import type { ConversationId } from '#shared/id.ts';

/** What waits to be sent, in all conversations, as main has told. */
const queues = createStore<ReadonlyMap<ConversationId, QueuePreview>>(() => new Map());

export function setQueues(snapshot: AppSnapshot['queues']): void {
  const entries = Object.entries(snapshot) as [ConversationId, QueuePreview][];
  queues.setState(new Map(entries), true);
}

export function receiveQueue(id: ConversationId, queue: QueuePreview | null): void {
  const next = new Map(queues.getState());
  if (queue === null) next.delete(id);
  else next.set(id, queue);
  queues.setState(next, true);
}

export function useQueue(id: ConversationId): QueuePreview | undefined {
  return useStore(queues, (state) => state.get(id));
}
