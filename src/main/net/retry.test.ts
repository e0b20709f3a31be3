import { expect, test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import { defaultRetryPolicy, retryDelay } from './retry.ts';

const overloaded: Failure = { code: 'provider-unavailable', message: '', retryable: true };

test('The wait is drawn from a range that doubles up to a cap.', () => {
  const policy = { ...defaultRetryPolicy, attempts: 10, baseMs: 100, capMs: 1000 };
  const longest = (attempt: number) =>
    retryDelay(overloaded, { attempt, visible: false }, 0.999999, policy);
  expect([1, 2, 3, 4, 5].map(longest)).toEqual([200, 400, 800, 1000, 1000]);
  expect(retryDelay(overloaded, { attempt: 3, visible: false }, 0, policy)).toBe(0);
});

test('What the server asks for is waited for, with a little more, unless it is too long.', () => {
  const state = { attempt: 1, visible: false };
  expect(retryDelay({ ...overloaded, retryAfterMs: 2000 }, state, 0)).toBe(2000);
  expect(retryDelay({ ...overloaded, retryAfterMs: 2000 }, state, 0.5)).toBe(2200);
  expect(retryDelay({ ...overloaded, retryAfterMs: 90_000 }, state, 0)).toBeNull();
});

test('Nothing is tried again after visible text, for a lasting failure, or too often.', () => {
  expect(retryDelay(overloaded, { attempt: 1, visible: true }, 0.5)).toBeNull();
  const refused: Failure = { code: 'unauthorized', message: '', retryable: false };
  expect(retryDelay(refused, { attempt: 1, visible: false }, 0.5)).toBeNull();
  const { attempts } = defaultRetryPolicy;
  expect(retryDelay(overloaded, { attempt: attempts, visible: false }, 0.5)).toBeNull();
});

test('A limit that does not say until when is asked about once more, and not at once.', () => {
  const limited: Failure = { code: 'rate-limited', message: '', retryable: true };
  const { unnamedLimitMs } = defaultRetryPolicy;
  const delay = (attempt: number, failure = limited, policy = defaultRetryPolicy) =>
    retryDelay(failure, { attempt, visible: false }, 0.5, policy);
  expect(delay(1)).toBe(unnamedLimitMs * 1.1);
  expect(delay(2)).toBeNull();
  expect(delay(1, limited, { ...defaultRetryPolicy, longestServerDelayMs: 2000 })).toBeNull();
  expect(delay(1, { ...limited, retryAfterMs: 0 })).toBeLessThan(unnamedLimitMs);
});
