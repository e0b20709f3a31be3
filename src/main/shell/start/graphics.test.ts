import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGraphics } from './graphics.ts';

function setUp(version = '45.4.1', folder = mkdtempSync(join(tmpdir(), 'graphics-'))) {
  let time = 0;
  const errors: unknown[] = [];
  const graphics = createGraphics({
    file: join(folder, 'cache', 'no-graphics'),
    version,
    now: () => time,
    report: (error) => errors.push(error),
  });
  return { graphics, folder, errors, wait: (milliseconds: number) => (time += milliseconds) };
}

test('three failures within half a minute are too many, and are said once', () => {
  const { graphics } = setUp();
  expect([1, 2, 3, 4].map(() => graphics.failed())).toEqual([false, false, true, false]);
});

test('failures that are far apart are an accident each', () => {
  const { graphics, wait } = setUp();
  for (let failure = 0; failure < 10; failure += 1) {
    expect(graphics.failed()).toBe(false);
    wait(16_000);
  }
});

test('the next start of the same version does without; another version tries again', () => {
  const { graphics, folder } = setUp();
  expect(graphics.isUnreliable()).toBe(false);
  for (let failure = 0; failure < 3; failure += 1) graphics.failed();
  expect(setUp('45.4.1', folder).graphics.isUnreliable()).toBe(true);
  expect(setUp('45.4.2', folder).graphics.isUnreliable()).toBe(false);
  expect(setUp('45.4.1', folder).graphics.isUnreliable()).toBe(false);
});

test('a folder that cannot be written is reported, and no more', () => {
  const { graphics, errors } = setUp('45.4.1', '/dev/null');
  expect([1, 2, 3].map(() => graphics.failed())).toEqual([false, false, true]);
  expect(errors).toHaveLength(1);
});
