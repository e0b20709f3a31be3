import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { UserPart } from '#shared/conversation.ts';
import type { ConversationId } from '#shared/id.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly parts: readonly UserPart[];
}

export interface Queue {
  readonly messages: readonly QueuedMessage[];
  /** The answer before failed: nothing is sent until the person says so. */
  readonly isHeld: boolean;
}

export type Queues = ReadonlyMap<ConversationId, Queue>;

export interface QueueDependencies {
  readonly send: (conversationId: ConversationId, parts: readonly UserPart[]) => Promise<void>;
}

/** Messages written while an answer streams, sent one by one as answers end. */
export interface MessageQueue {
  readonly store: StoreApi<Queues>;
  readonly add: (conversationId: ConversationId, parts: readonly UserPart[]) => void;
  readonly remove: (conversationId: ConversationId, id: string) => void;
  /** The answer that was waited for ended: sends the next message, or holds the queue when that answer failed. */
  readonly answerEnded: (id: ConversationId, ending: 'finished' | 'failed') => Promise<void>;
  /** Sends the next message whatever the answer before it was. */
  readonly release: (conversationId: ConversationId) => Promise<void>;
}

export function createMessageQueue({ send }: QueueDependencies): MessageQueue {
  const store = createStore<Queues>(() => new Map());
  /** One at a time a conversation, or two ends in a row would send two messages to one parent. */
  const sending = new Set<ConversationId>();

  const queueOf = (id: ConversationId): Queue =>
    store.getState().get(id) ?? { messages: [], isHeld: false };

  function publish(id: ConversationId, queue: Queue): void {
    const next = new Map(store.getState());
    if (queue.messages.length === 0) next.delete(id);
    else next.set(id, queue);
    store.setState(next, true);
  }

  function remove(conversationId: ConversationId, id: string): void {
    const queue = queueOf(conversationId);
    const messages = queue.messages.filter((message) => message.id !== id);
    publish(conversationId, { ...queue, messages });
  }

  async function release(conversationId: ConversationId): Promise<void> {
    const [next] = queueOf(conversationId).messages;
    if (next === undefined || sending.has(conversationId)) return;
    sending.add(conversationId);
    try {
      await send(conversationId, next.parts);
      remove(conversationId, next.id);
      publish(conversationId, { ...queueOf(conversationId), isHeld: false });
    } catch (error) {
      publish(conversationId, { ...queueOf(conversationId), isHeld: true });
      throw error;
    } finally {
      sending.delete(conversationId);
    }
  }

  return {
    store,
    remove,
    release,
    add(conversationId, parts) {
      const queue = queueOf(conversationId);
      const message = { id: crypto.randomUUID(), parts };
      publish(conversationId, { ...queue, messages: [...queue.messages, message] });
    },
    async answerEnded(id, ending) {
      const queue = queueOf(id);
      if (queue.messages.length === 0) return;
      if (ending === 'failed') publish(id, { ...queue, isHeld: true });
      else await release(id);
    },
  };
}
