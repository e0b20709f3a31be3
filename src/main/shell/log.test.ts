import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log.ts';

let folder = '';
const echo = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-log-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('an entry names the error and its cause, without secrets', () => {
  const log = createLog(folder, { now: () => new Date(0), echo });
  log.write('call', new Error('outer', { cause: new Error('Bearer sk-abcdef123456') }));
  const text = readFileSync(log.file, 'utf8');
  expect(text).toMatch(/^1970-01-01T00:00:00.000Z call: Error: outer/);
  expect(text).toContain('caused by Error: Bearer [redacted]');
  expect(statSync(log.file).mode & 0o077).toBe(0);
});

test('a full file makes room, and the one before it is kept', () => {
  const log = createLog(folder, { echo });
  writeFileSync(log.file, 'x'.repeat(1024 * 1024 + 1));
  log.write('after', 'something');
  expect(readFileSync(log.file, 'utf8')).toContain('after: something');
  expect(statSync(`${log.file}.1`).size).toBe(1024 * 1024 + 1);
});

test('a folder that cannot be written does not throw', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() =>
    createLog(join(file, 'inside'), { echo }).write('what', new Error('why')),
  ).not.toThrow();
});
