import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createUnsentFile } from './unsent.ts';
import type { UnsentFile } from './unsent.ts';

const folders: string[] = [];

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-unsent-'));
  folders.push(folder);
  return folder;
}

function open(directory: string, report: (error: unknown) => void = fail): UnsentFile {
  return createUnsentFile({ directory, report, delayMs: 3_600_000 });
}

function fail(error: unknown): never {
  throw error;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('what was not sent is there at the next start', () => {
  const directory = testFolder();
  const file = open(directory);
  file.write('drafts', 'half a thought');
  file.write('queue', 'later');
  expect(file.read()).toEqual({ drafts: 'half a thought', queue: 'later' });
  file.flush();
  expect(open(directory).read()).toEqual({ drafts: 'half a thought', queue: 'later' });
});

test('it is on disk without being asked', async () => {
  const directory = testFolder();
  const written = Promise.withResolvers<void>();
  const file = createUnsentFile({ directory, report: fail, delayMs: 1 });
  file.write('drafts', 'one');
  setTimeout(written.resolve, 50);
  await written.promise;
  expect(readFileSync(join(directory, 'unsent.json'), 'utf8')).toContain('one');
});

test('a damaged file is moved aside, and the rest goes on', () => {
  const directory = testFolder();
  writeFileSync(join(directory, 'unsent.json'), '{"drafts": "ha');
  const file = open(directory);
  expect(file.read()).toEqual({});
  file.write('drafts', 'new');
  file.flush();
  expect(open(directory).read()).toEqual({ drafts: 'new' });
});

test('a write that fails is reported and tried again with the next change', () => {
  const directory = testFolder();
  const errors: unknown[] = [];
  const file = open(directory, (error) => errors.push(error));
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'a file where the folder was');
  file.write('drafts', 'one');
  file.flush();
  expect(errors).toHaveLength(1);
  expect(file.read()).toEqual({ drafts: 'one' });
});
