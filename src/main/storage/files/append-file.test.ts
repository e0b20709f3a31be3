import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAppendFile } from './append-file.ts';
import { testFolder } from '../testing/folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A disk whose syncs end when the test says so. */
function open(path = join(testFolder(), 'a.journal')) {
  const syncs: (() => void)[] = [];
  const file = createAppendFile(path, 'head', (_, done) => void syncs.push(() => done(null)));
  return { file, syncs, path };
}

test('the head alone is not forced to disk, the first line is at once', () => {
  const { file, syncs, path } = open();
  expect(syncs).toHaveLength(0);
  file.append('one');
  expect(syncs).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe('head\none\n');
});

test('lines that come during a sync that is slower than its interval are forced to disk after it', () => {
  const { file, syncs } = open();
  file.append('one');
  file.append('two');
  vi.advanceTimersByTime(5000);
  expect(syncs).toHaveLength(1);
  syncs[0]?.();
  expect(syncs).toHaveLength(2);
});

test('lines go to disk together once a second, but for those that are worth it at once', () => {
  const { file, syncs } = open();
  file.append('one');
  syncs[0]?.();
  for (let line = 0; line < 10; line += 1) file.append('more');
  vi.advanceTimersByTime(999);
  expect(syncs).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(syncs).toHaveLength(2);
  syncs[1]?.();
  file.append('question', { atOnce: true });
  expect(syncs).toHaveLength(3);
});

test('a file that is there already is moved aside and keeps its bytes', () => {
  const folder = testFolder();
  const path = join(folder, 'a.journal');
  writeFileSync(path, 'of somebody else');
  open(path).file.append('one');
  const aside = readdirSync(folder).find((name) => name !== 'a.journal');
  expect(aside).toMatch(/^a\.damaged-.*\.journal$/);
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe('of somebody else');
});
