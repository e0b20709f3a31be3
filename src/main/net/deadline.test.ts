import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';

let expired = 0;
let deadline: Deadline;

beforeEach(() => {
  vi.useFakeTimers();
  expired = 0;
  deadline = createDeadline(() => (expired += 1));
});
afterEach(() => {
  vi.useRealTimers();
});

test('A wait that lasts too long expires, once.', async () => {
  deadline.begin(100);
  await vi.advanceTimersByTimeAsync(99);
  expect([expired, deadline.isWaiting()]).toEqual([0, true]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([expired, deadline.isWaiting()]).toEqual([1, false]);
});

test('However many waits follow one another, each has its own time and one timer serves all.', async () => {
  let timers = 0;
  for (let count = 0; count < 1000; count += 1) {
    deadline.begin(100);
    timers = Math.max(timers, vi.getTimerCount());
    await vi.advanceTimersByTimeAsync(1);
    deadline.end();
  }
  expect(timers).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(expired).toBe(0);
  deadline.begin(100);
  await vi.advanceTimersByTimeAsync(101);
  expect(expired).toBe(1);
});

test('A shorter wait after a longer one is not kept waiting.', async () => {
  deadline.begin(10_000);
  deadline.end();
  deadline.begin(50);
  await vi.advanceTimersByTimeAsync(51);
  expect(expired).toBe(1);
});

test('What comes in the same turn in which the time is up still counts.', async () => {
  deadline.begin(50);
  vi.advanceTimersByTime(50);
  deadline.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(expired).toBe(0);
});

test('Nothing is left behind.', () => {
  deadline.begin(50);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
});
