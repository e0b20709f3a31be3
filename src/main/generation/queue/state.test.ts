import { expect, test } from 'vitest';
import type { QueuedMessage } from '#shared/conversation/queue.ts';
import { createId } from '#shared/id.ts';
import { changeQueue, EMPTY_QUEUE, goesAtOnce, holdAfter, nextToSend } from './state.ts';
import type { Queue } from './state.ts';

const message = (text: string): QueuedMessage => ({
  id: createId('queued'),
  parts: [{ type: 'text', text }],
});
const [one, two] = [message('one'), message('two')];
const waiting: Queue = { messages: [one, two], hold: null };
const held: Queue = { messages: [one, two], hold: 'failed' };

test('the oldest goes next, and only when nothing arrives and nothing holds it', () => {
  expect(nextToSend(waiting, false)).toBe(one);
  expect(nextToSend(waiting, true)).toBeNull();
  expect(nextToSend(held, false)).toBeNull();
  expect(nextToSend(EMPTY_QUEUE, false)).toBeNull();
});

test('a new message goes past what is held, and never past what waits or arrives', () => {
  expect(goesAtOnce(EMPTY_QUEUE, false)).toBe(true);
  expect(goesAtOnce(held, false)).toBe(true);
  expect(goesAtOnce(held, true)).toBe(false);
  expect(goesAtOnce(waiting, false)).toBe(false);
  expect(goesAtOnce(EMPTY_QUEUE, true)).toBe(false);
});

test('what joins a held queue is held with it', () => {
  const third = message('three');
  const changed = changeQueue(held, { type: 'added', message: third });
  expect(changed).toEqual({ messages: [one, two, third], hold: 'failed' });
});

test('an empty queue is never held, also not for its next message', () => {
  expect(changeQueue(EMPTY_QUEUE, { type: 'held', hold: 'stopped' })).toBe(EMPTY_QUEUE);
  const emptied = [one, two].reduce(
    (queue, { id }) => changeQueue(queue, { type: 'removed', id }),
    held,
  );
  expect(emptied).toEqual({ messages: [], hold: null });
});

test('a change that changes nothing is the same queue', () => {
  expect(changeQueue(held, { type: 'removed', id: createId('queued') })).toBe(held);
  expect(changeQueue(held, { type: 'held', hold: 'failed' })).toBe(held);
  expect(changeQueue(waiting, { type: 'released' })).toBe(waiting);
});

test('only a complete answer lets the next message go, whatever made it end', () => {
  for (const reason of ['stop', 'length', 'tool-calls', 'content-filter', 'other'] as const) {
    expect(holdAfter({ type: 'finish', reason })).toBeNull();
  }
  expect(holdAfter({ type: 'finish', reason: 'aborted' })).toBe('stopped');
  const failure = { code: 'timed-out', message: 'm', retryable: true } as const;
  expect(holdAfter({ type: 'error', failure })).toBe('failed');
});
