import { expect, test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import { createStorageHealth } from './health.ts';

const failure = (message: string): Failure => ({
  code: 'storage-failed',
  message,
  retryable: true,
});

test('one part that works again does not hide another that does not', () => {
  const told: (string | undefined)[] = [];
  const health = createStorageHealth((now) => told.push(now?.message));
  health.report('conversations', failure('a'));
  health.report('drafts', failure('b'));
  health.report('drafts', failure('b'));
  health.report('conversations', null);
  expect(health.failure()).toMatchObject({ message: 'b' });
  health.report('drafts', null);
  expect(told).toEqual(['a', 'b', undefined]);
});
