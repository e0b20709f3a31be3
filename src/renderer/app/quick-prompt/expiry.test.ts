import { expect, test } from 'vitest';
import { timeLeft } from './expiry.ts';

const minute = 60_000;
const use = { shownAt: 10 * minute, changedAt: 4 * minute, isRunning: false };

test('it goes on for the time of the setting, counted from when it was last on screen', () => {
  expect(timeLeft(use, 5, 10 * minute)).toBe(5 * minute);
  expect(timeLeft(use, 5, 14 * minute)).toBe(minute);
  expect(timeLeft(use, 5, 15 * minute)).toBe(0);
  expect(timeLeft(use, 5, 500 * minute)).toBe(0);
});

test('an answer that ended while it was hidden counts as use', () => {
  expect(timeLeft({ ...use, changedAt: 13 * minute }, 5, 16 * minute)).toBe(2 * minute);
});

test('nothing is put away while its answer is arriving', () => {
  expect(timeLeft({ ...use, isRunning: true }, 5, 500 * minute)).toBeGreaterThan(0);
  expect(timeLeft({ ...use, isRunning: true }, 0, 500 * minute)).toBeGreaterThan(0);
});

test('with 0 minutes every opening is a new conversation', () => {
  expect(timeLeft(use, 0, 10 * minute)).toBe(0);
});

test('a clock that was set back does not lengthen it', () => {
  expect(timeLeft(use, 5, 0)).toBe(5 * minute);
});
