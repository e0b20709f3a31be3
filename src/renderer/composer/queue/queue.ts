import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { UserPart } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly parts: readonly UserPart[];
}

export interface Queue {
  readonly messages: readonly QueuedMessage[];
  /** Nothing is sent until the person says so: the answer before failed, or nobody saw how it ended. */
  readonly isHeld: boolean;
}

export type Queues = ReadonlyMap<ConversationId, Queue>;

export interface QueueDependencies {
  readonly send: (conversationId: ConversationId, parts: readonly UserPart[]) => Promise<void>;
  /** Whether an answer of the conversation is arriving. */
  readonly isRunning: (conversationId: ConversationId) => boolean;
}

type Ending = 'finished' | 'failed';

/** Messages written while an answer streams, sent one by one as answers end. */
export interface MessageQueue {
  readonly store: StoreApi<Queues>;
  /**
   * Sends at once, or queues while an answer arrives or another message is being sent. Rejects when that message could
   * not be sent; it is then nowhere but with the caller.
   */
  readonly submit: (conversationId: ConversationId, parts: readonly UserPart[]) => Promise<void>;
  readonly remove: (conversationId: ConversationId, id: string) => void;
  /** The answer that was waited for ended: sends the next message, or holds the queue when that answer failed. */
  readonly answerEnded: (id: ConversationId, ending: Ending) => Promise<void>;
  /** Sends the next message whatever the answer before it was. */
  readonly release: (conversationId: ConversationId) => Promise<void>;
  /** Queues that an earlier window left, held. */
  readonly restore: (queues: Queues) => void;
}

export function createMessageQueue({ send, isRunning }: QueueDependencies): MessageQueue {
  const store = createStore<Queues>(() => new Map());
  /** One at a time a conversation, or two messages would have one parent. */
  const sending = new Set<ConversationId>();
  /** Answers that ended before the sending of their question was confirmed. */
  const endedEarly = new Map<ConversationId, Ending>();

  const queueOf = (id: ConversationId): Queue =>
    store.getState().get(id) ?? { messages: [], isHeld: false };

  function publish(id: ConversationId, queue: Queue): void {
    const next = new Map(store.getState());
    if (queue.messages.length === 0) next.delete(id);
    else next.set(id, queue);
    store.setState(next, true);
  }

  const hold = (id: ConversationId): void => publish(id, { ...queueOf(id), isHeld: true });

  function remove(conversationId: ConversationId, id: string): void {
    const queue = queueOf(conversationId);
    const messages = queue.messages.filter((message) => message.id !== id);
    publish(conversationId, { ...queue, messages });
  }

  async function deliver(id: ConversationId, parts: readonly UserPart[]): Promise<void> {
    sending.add(id);
    try {
      await send(id, parts);
    } catch (error) {
      hold(id);
      throw error;
    } finally {
      sending.delete(id);
    }
  }

  /** Deals with an answer that was quicker than the confirmation of its question. */
  async function catchUp(id: ConversationId): Promise<void> {
    const ending = endedEarly.get(id);
    endedEarly.delete(id);
    if (ending !== undefined) await answerEnded(id, ending);
  }

  async function release(id: ConversationId): Promise<void> {
    const [next] = queueOf(id).messages;
    if (next === undefined || sending.has(id)) return;
    await deliver(id, next.parts);
    remove(id, next.id);
    publish(id, { ...queueOf(id), isHeld: false });
    await catchUp(id);
  }

  async function answerEnded(id: ConversationId, ending: Ending): Promise<void> {
    if (sending.has(id)) endedEarly.set(id, ending);
    else if (queueOf(id).messages.length === 0) return;
    else if (ending === 'failed') hold(id);
    else await release(id);
  }

  return {
    store,
    remove,
    release,
    answerEnded,
    async submit(id, parts) {
      if (!isRunning(id) && !sending.has(id)) {
        await deliver(id, parts);
        return catchUp(id);
      }
      const queue = queueOf(id);
      const message = { id: crypto.randomUUID(), parts };
      publish(id, { ...queue, messages: [...queue.messages, message] });
      return undefined;
    },
    restore(queues) {
      const held = [...queues].map(([id, queue]) => [id, { ...queue, isHeld: true }] as const);
      store.setState(new Map(held), true);
    },
  };
}
