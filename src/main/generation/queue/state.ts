import type { QueuedMessage, QueueHold } from '#shared/conversation/queue.ts';
import type { TerminalEvent } from '#shared/conversation/stream-event.ts';
import type { QueuedMessageId } from '#shared/id.ts';

/** The messages of one conversation that wait, in the order they were written. */
export interface Queue {
  readonly messages: readonly QueuedMessage[];
  /** `null`: the first goes when no answer is arriving. */
  readonly hold: QueueHold | null;
}

export type QueueChange =
  | { readonly type: 'added'; readonly message: QueuedMessage }
  /** By the person, or because it was sent. */
  | { readonly type: 'removed'; readonly id: QueuedMessageId }
  | { readonly type: 'held'; readonly hold: QueueHold }
  | { readonly type: 'released' };

export const EMPTY_QUEUE: Queue = { messages: [], hold: null };

/** Pure and total. An empty queue is never held: nothing would tell the person why. */
export function changeQueue(queue: Queue, change: QueueChange): Queue {
  switch (change.type) {
    case 'added':
      return { ...queue, messages: [...queue.messages, change.message] };
    case 'removed': {
      const messages = queue.messages.filter(({ id }) => id !== change.id);
      if (messages.length === queue.messages.length) return queue;
      return messages.length === 0 ? EMPTY_QUEUE : { ...queue, messages };
    }
    case 'held':
      return queue.messages.length === 0 || queue.hold === change.hold
        ? queue
        : { ...queue, hold: change.hold };
    case 'released':
      return queue.hold === null ? queue : { ...queue, hold: null };
  }
}

/** The message that goes now. */
export function nextToSend(queue: Queue, isAnswerArriving: boolean): QueuedMessage | null {
  if (isAnswerArriving || queue.hold !== null) return null;
  return queue.messages[0] ?? null;
}

/**
 * Whether a new message goes past the queue: a message written while nothing arrives is meant to be sent now, and what is
 * held needs its own decision.
 */
export function goesAtOnce(queue: Queue, isAnswerArriving: boolean): boolean {
  return !isAnswerArriving && nextToSend(queue, false) === null;
}

/** What the end of an answer means to the messages behind it; `null`: they go on. */
export function holdAfter(terminal: TerminalEvent): QueueHold | null {
  if (terminal.type === 'error') return 'failed';
  return terminal.reason === 'aborted' ? 'stopped' : null;
}
