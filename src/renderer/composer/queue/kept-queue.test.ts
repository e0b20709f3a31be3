import { expect, test } from 'vitest';
import type { UserPart } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { readQueues, writeQueues } from './kept-queue.ts';
import type { Queues } from './queue.ts';

const words: UserPart = { type: 'text', text: 'later' };
const file: UserPart = {
  type: 'file',
  name: 'a.png',
  mediaType: 'image/png',
  data: 'AAAA'.repeat(50),
};

function storageOf(limit: number) {
  const kept = new Map<string, string>();
  return {
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, value: string) => {
      if (value.length > limit) throw new Error('too long');
      kept.set(key, value);
    },
  };
}

const id = createId('conv');
const queuesOf = (...parts: UserPart[]): Queues =>
  new Map([[id, { messages: [{ id: 'one', parts }], isHeld: false }]]);

test('what was queued is there for the next window, held', () => {
  const storage = storageOf(10_000);
  writeQueues(storage, 'queue', queuesOf(file, words));
  expect(readQueues(storage, 'queue')).toEqual(
    new Map([[id, { messages: [{ id: 'one', parts: [file, words] }], isHeld: true }]]),
  );
  expect(readQueues(storage, 'quick-prompt.queue')).toEqual(new Map());
});

test('where its files do not fit, the words are kept', () => {
  const storage = storageOf(200);
  writeQueues(storage, 'queue', queuesOf(file, words));
  expect(readQueues(storage, 'queue').get(id)?.messages[0]?.parts).toEqual([words]);
});

test('damaged storage costs nothing but what was in it', () => {
  for (const value of ['{', '[]', '{"conv_x":[{"parts":[]}]}', '"text"']) {
    expect(readQueues({ read: () => value }, 'queue')).toEqual(new Map());
  }
});
