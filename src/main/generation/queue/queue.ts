import type { AppEvent, ProcedureInput } from '#shared/contract.ts';
import type { UserPart } from '#shared/conversation/conversation.ts';
import { previewOf } from '#shared/conversation/queue.ts';
import type { QueuedMessage, QueuePreview } from '#shared/conversation/queue.ts';
import type { TerminalEvent } from '#shared/conversation/stream-event.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Conversations } from '../../conversation/conversations.ts';
import { checkParts } from '../checks.ts';
import type { Generations } from '../generations.ts';
import { changeQueue, EMPTY_QUEUE, goesAtOnce, holdAfter, nextToSend } from './state.ts';
import type { Queue, QueueChange } from './state.ts';

/** Messages that were written while an answer was arriving; they belong to the conversation, whichever window it is in. */
export interface MessageQueue {
  readonly previews: () => Readonly<Partial<Record<ConversationId, QueuePreview>>>;
  /** See the contract. Throws `invalid-input` or `storage-failed`; the message is then nowhere but with the caller. */
  readonly add: (input: ProcedureInput<'queue.add'>) => void;
  readonly read: (input: ProcedureInput<'queue.read'>) => readonly UserPart[] | null;
  readonly remove: (input: ProcedureInput<'queue.remove'>) => boolean;
  readonly discard: (input: ProcedureInput<'queue.discard'>) => void;
  readonly sendNow: (input: ProcedureInput<'queue.send-now'>) => void;
  /** An answer has ended: sends the next message, or holds all. Never throws. */
  readonly answerEnded: (conversationId: ConversationId, terminal: TerminalEvent) => void;
}

export interface MessageQueueDependencies {
  readonly conversations: Pick<Conversations, 'get'>;
  readonly send: Generations['send'];
  readonly store: QueueStore;
  readonly broadcast: (event: AppEvent) => void;
  /** Called for a message that could not be sent automatically. */
  readonly report: (error: unknown) => void;
}

type Messages = ReadonlyMap<ConversationId, readonly QueuedMessage[]>;

/** Where the messages outlive the app. */
export interface QueueStore {
  readonly read: () => Messages;
  /** On disk when it returns. Throws `storage-failed`; the previous contents then remain valid. */
  readonly writeNow: (messages: Messages) => void;
  /** On disk soon; what fails is tried again. */
  readonly write: (messages: Messages) => void;
}

export function createMessageQueue(dependencies: MessageQueueDependencies): MessageQueue {
  const { conversations, send, store, broadcast, report } = dependencies;
  const queues = new Map<ConversationId, Queue>();
  for (const [id, messages] of store.read()) queues.set(id, { messages, hold: 'restarted' });

  const queueOf = (id: ConversationId): Queue => queues.get(id) ?? EMPTY_QUEUE;

  const isAnswerArriving = (id: ConversationId): boolean =>
    Object.keys(conversations.get(id).running).length > 0;

  /** If the messages stay the same, so does the file: the reason they wait is determined again after a start. */
  function put(id: ConversationId, queue: Queue, write = store.write): void {
    const before = queueOf(id);
    if (queue === before) return;
    keep(id, queue);
    try {
      if (queue.messages !== before.messages) {
        write(new Map([...queues].map(([key, { messages }]) => [key, messages])));
      }
    } catch (error) {
      keep(id, before);
      throw error;
    }
    const preview = queue.messages.length === 0 ? null : previewOfQueue(queue);
    broadcast({ type: 'queue-changed', conversationId: id, queue: preview });
  }

  function keep(id: ConversationId, queue: Queue): void {
    if (queue.messages.length === 0) queues.delete(id);
    else queues.set(id, queue);
  }

  function change(id: ConversationId, by: QueueChange): void {
    put(id, changeQueue(queueOf(id), by));
  }

  function sendAtLeaf(id: ConversationId, parts: readonly UserPart[]): void {
    const { leafId } = conversations.get(id);
    send({ conversationId: id, parentId: leafId, parts: [...parts] });
  }

  /** Sends what may go now. A message leaves the queue when it is in the conversation, so that a crash loses none. */
  function goOn(id: ConversationId): void {
    const next = nextToSend(queueOf(id), isAnswerArriving(id));
    if (next === null) return;
    try {
      sendAtLeaf(id, next.parts);
    } catch (error) {
      change(id, { type: 'held', hold: 'refused' });
      throw error;
    }
    change(id, { type: 'removed', id: next.id });
  }

  return {
    previews: () =>
      Object.fromEntries([...queues].map(([id, queue]) => [id, previewOfQueue(queue)] as const)),
    add: ({ conversationId, parts }) => {
      checkParts(parts);
      if (goesAtOnce(queueOf(conversationId), isAnswerArriving(conversationId))) {
        sendAtLeaf(conversationId, parts);
        return;
      }
      const message = { id: createId('queued'), parts };
      const added = changeQueue(queueOf(conversationId), { type: 'added', message });
      put(conversationId, added, store.writeNow);
    },
    read: ({ conversationId, queuedId }) =>
      queueOf(conversationId).messages.find(({ id }) => id === queuedId)?.parts ?? null,
    remove: ({ conversationId, queuedId }) => {
      const before = queueOf(conversationId);
      change(conversationId, { type: 'removed', id: queuedId });
      return queueOf(conversationId).messages.length < before.messages.length;
    },
    discard: ({ conversationId }) => put(conversationId, EMPTY_QUEUE),
    sendNow: ({ conversationId }) => {
      change(conversationId, { type: 'released' });
      goOn(conversationId);
    },
    answerEnded: (id, terminal) => {
      try {
        const hold = holdAfter(terminal);
        if (hold !== null) change(id, { type: 'held', hold });
        goOn(id);
      } catch (error) {
        report(error);
      }
    },
  };
}

function previewOfQueue({ messages, hold }: Queue): QueuePreview {
  return { messages: messages.map(previewOf), hold };
}
