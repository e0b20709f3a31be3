import { expect, test } from 'vitest';
import { createLatest } from './latest.ts';
import type { Outcome } from './latest.ts';

test('a reply that was overtaken, or is wanted no more, is never received', async () => {
  const latest = createLatest();
  const received: Outcome<string>[] = [];
  const receive = (outcome: Outcome<string>): void => void received.push(outcome);
  const [first, second, third] = [1, 2, 3].map(() => Promise.withResolvers<string>());
  if (first === undefined || second === undefined || third === undefined) return;
  latest.ask(first.promise, receive);
  latest.ask(second.promise, receive);
  second.resolve('second');
  await second.promise;
  first.resolve('first');
  await first.promise;
  expect(received).toEqual([{ ok: true, value: 'second' }]);
  latest.ask(third.promise, receive);
  latest.forget();
  third.reject(new Error('late'));
  await third.promise.catch(() => undefined);
  expect(received).toHaveLength(1);
});

test('a failure of the latest question is received', async () => {
  const received: Outcome<string>[] = [];
  const reply = Promise.reject(new Error('no'));
  createLatest().ask(reply, (outcome) => void received.push(outcome));
  await reply.catch(() => undefined);
  expect(received).toMatchObject([{ ok: false, error: { message: 'no' } }]);
});
