import type { UnsentName } from '#shared/conversation/unsent.ts';
import type { ConversationId } from '#shared/id.ts';
import type { UnsentTexts } from '../../client/unsent.ts';
import type { Queue, QueuedMessage, Queues } from './queue.ts';

/** Each kind of window has a queue of its own. */
export type QueueHome = Extract<UnsentName, 'queue' | 'quick-prompt.queue'>;

/** What the window before left unsent, held. What is damaged is left out; main parses every part when it is sent. */
export function readQueues(texts: Pick<UnsentTexts, 'read'>, home: QueueHome): Queues {
  try {
    const kept = JSON.parse(texts.read(home) ?? '{}') as Record<string, unknown>;
    const queues = Object.entries(kept).map(([id, value]): [ConversationId, Queue] => {
      const messages = Array.isArray(value) ? value.filter(isMessage) : [];
      return [id as ConversationId, { messages, isHeld: true }];
    });
    return new Map(
      queues.filter(([id, { messages }]) => id.startsWith('conv_') && messages.length > 0),
    );
  } catch {
    return new Map();
  }
}

function isMessage(value: unknown): value is QueuedMessage {
  const { id, parts } = Object(value) as Partial<Record<keyof QueuedMessage, unknown>>;
  return typeof id === 'string' && Array.isArray(parts) && parts.length > 0 && parts.every(isPart);
}

function isPart(value: unknown): boolean {
  const { type, text, name, data } = Object(value) as Readonly<Record<string, unknown>>;
  if (type === 'text') return typeof text === 'string';
  return type === 'file' && typeof name === 'string' && typeof data === 'string';
}

/** Keeps the messages for the next window; without their files when those do not fit. */
export function writeQueues(
  texts: Pick<UnsentTexts, 'write'>,
  home: QueueHome,
  queues: Queues,
): void {
  for (const withFiles of [true, false]) {
    try {
      texts.write(home, serialize(queues, withFiles));
      return;
    } catch {
      // They are too long: the words alone may not be.
    }
  }
}

function serialize(queues: Queues, withFiles: boolean): string {
  const kept = [...queues].map(([id, { messages }]) => {
    const sendable = messages
      .map((message) => ({
        ...message,
        parts: message.parts.filter(({ type }) => withFiles || type === 'text'),
      }))
      .filter(({ parts }) => parts.length > 0);
    return [id, sendable] as const;
  });
  return JSON.stringify(Object.fromEntries(kept.filter(([, messages]) => messages.length > 0)));
}
