import { expect, test } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createReasoningWatch } from './reasoning-watch.ts';

const thought: StreamEvent = { type: 'reasoning-delta', index: 0, delta: 'a' };
const word: StreamEvent = { type: 'text-delta', index: 1, delta: 'a' };

function watchOf(events: readonly (readonly [at: number, event: StreamEvent])[], endsAt: number) {
  let elapsed = 0;
  const watch = createReasoningWatch({ elapsed: () => elapsed });
  for (const [at, event] of events) {
    elapsed = at;
    watch.see(event);
  }
  elapsed = endsAt;
  return watch.measured();
}

test('reasoning lasts until the answer begins', () => {
  expect(
    watchOf(
      [
        [100, thought],
        [300, thought],
        [450, word],
        [900, word],
      ],
      1000,
    ),
  ).toEqual({
    reasoningMs: 350,
  });
});

test('stretches of reasoning add up, also one that the end cuts off', () => {
  expect(
    watchOf(
      [
        [0, thought],
        [100, word],
        [200, thought],
      ],
      260,
    ),
  ).toEqual({ reasoningMs: 160 });
});

test('an answer without reasoning has no time of it', () => {
  expect(watchOf([[10, word]], 20)).toEqual({});
});
