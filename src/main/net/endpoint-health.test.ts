import { expect, test } from 'vitest';
import { createEndpointHealth } from './endpoint-health.ts';

function observed(options: { readonly random?: number; readonly capacity?: number } = {}) {
  let now = 0;
  const health = createEndpointHealth({
    elapsed: () => now,
    random: () => options.random ?? 0,
    restMs: 100,
    longestRestMs: 400,
    ...(options.capacity !== undefined && { capacity: options.capacity }),
  });
  return {
    ...health,
    pass: (milliseconds: number) => (now += milliseconds),
    fail: (key: string, times = 1) => {
      for (let count = 0; count < times; count += 1) health.failed(key);
    },
  };
}

test('A server rests after three failures in a row, is tried once, and is well after a success.', () => {
  const health = observed();
  health.fail('a', 2);
  health.succeeded('a');
  health.fail('a', 2);
  expect(health.state('a')).toBe('closed');
  health.fail('a');
  expect(health.state('a')).toBe('open');
  health.pass(99);
  expect(health.state('a')).toBe('open');
  health.pass(1);
  expect(health.state('a')).toBe('half-open');
  health.started('a');
  expect(health.state('a')).toBe('open');
  health.succeeded('a');
  expect(health.state('a')).toBe('closed');
});

test('Each failed try doubles the rest up to its limit; a try that never reports is forgotten.', () => {
  const health = observed();
  health.fail('a', 3);
  for (const rest of [100, 200, 400, 400]) {
    health.pass(rest - 1);
    expect(health.state('a')).toBe('open');
    health.pass(1);
    expect(health.state('a')).toBe('half-open');
    health.started('a');
    health.fail('a');
  }
  health.pass(400);
  health.started('a');
  health.pass(100);
  expect(health.state('a')).toBe('half-open');
});

test('A person who insists on a resting server does not lengthen its rest.', () => {
  const health = observed();
  health.fail('a', 10);
  health.pass(100);
  expect(health.state('a')).toBe('half-open');
});

test('A pool starts anywhere and goes round; what rests comes last, soonest ready first; nothing is left out.', () => {
  const health = observed({ random: 0.5 });
  expect(health.order(['a', 'b', 'c', 'd'])).toEqual(['c', 'd', 'a', 'b']);
  health.fail('c', 3);
  health.pass(10);
  health.fail('a', 3);
  expect(health.order(['a', 'b', 'c', 'd'])).toEqual(['d', 'b', 'c', 'a']);
  health.pass(90);
  expect(health.order(['a', 'b', 'c', 'd'])).toEqual(['c', 'd', 'b', 'a']);
});

test('However many servers fail, a bounded number is remembered.', () => {
  const health = observed({ capacity: 2 });
  health.fail('a', 3);
  health.fail('b', 3);
  health.fail('c', 3);
  expect(['a', 'b', 'c'].map(health.state)).toEqual(['closed', 'open', 'open']);
});
