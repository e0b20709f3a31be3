import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sweepLeftovers } from './durable-files.ts';
import { createJsonFile } from './json-file.ts';
import { fillDisk, mountSmall } from '../testing/disk.ts';
import { plainNodeArguments, testFolder } from '../testing/folder.ts';

const writeOnce = fileURLToPath(new URL('write-once.test-process.ts', import.meta.url));
const storageFailed = expect.objectContaining({
  failure: expect.objectContaining({ code: 'storage-failed' }),
});

test('what was written is read back, by the same object and by a new one', () => {
  const folder = testFolder();
  const file = createJsonFile(folder, 'notes');
  expect(file.read()).toEqual({ state: 'absent' });
  const value = { 'a.b': [1, 'ü', null], nested: { deep: true } };
  const bytes = file.write(value);
  expect(bytes).toBe(statSync(file.path).size);
  expect(file.read()).toMatchObject({ state: 'read', value });
  expect(createJsonFile(folder, 'notes').read()).toMatchObject({ state: 'read', value });
});

test('a write keeps the state before it as the backup and leaves nothing else', () => {
  const folder = testFolder();
  const file = createJsonFile(folder, 'notes');
  for (const turn of [1, 2, 3]) file.write({ turn });
  expect(file.readBackup()).toMatchObject({ state: 'read', value: { turn: 2 } });
  expect(readdirSync(folder).toSorted()).toEqual(['notes.json', 'notes.json.bak']);
});

test.skipIf(process.platform === 'win32')('only the owner can read what is kept', () => {
  const file = createJsonFile(testFolder(), 'notes');
  file.write({ turn: 1 });
  file.write({ turn: 2 });
  for (const path of [file.path, `${file.path}.bak`]) {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});

test.each(['', '{"turn":1', '\0'.repeat(4096), 'null,', '['.repeat(100_000)])(
  'a file that is not JSON (%#) is reported and never changed',
  (text) => {
    const folder = testFolder();
    const file = createJsonFile(folder, 'notes');
    writeFileSync(file.path, text);
    expect(file.read()).toEqual({ state: 'damaged', text });
    expect(readFileSync(file.path, 'utf8')).toBe(text);
  },
);

test('a byte order mark is no damage', () => {
  const file = createJsonFile(testFolder(), 'notes');
  writeFileSync(file.path, '\uFEFF{"turn":1}');
  expect(file.read()).toMatchObject({ state: 'read', value: { turn: 1 } });
});

test('a file that was moved aside has its bytes and a name of its own, even twice in a millisecond', () => {
  const folder = testFolder();
  const file = createJsonFile(folder, 'notes');
  const names = ['one', 'two'].map((text) => {
    writeFileSync(file.path, text);
    return file.moveAside(0);
  });
  expect(names).toEqual([
    'notes.damaged-1970-01-01T00-00-00.000Z.json',
    'notes.damaged-1970-01-01T00-00-00.000Z-2.json',
  ]);
  expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['one', 'two']);
});

test('a failed write leaves the file as it was', () => {
  const folder = testFolder();
  const file = createJsonFile(folder, 'notes');
  mkdirSync(join(file.path, 'in-the-way'), { recursive: true });
  expect(() => file.write({ turn: 1 })).toThrow(storageFailed);
  rmSync(file.path, { recursive: true });
  file.write({ turn: 2 });
  expect(file.read()).toMatchObject({ value: { turn: 2 } });
});

test('a file that is a link stays one, and its backup is the state before', () => {
  const [folder, elsewhere] = [testFolder(), testFolder()];
  const target = join(elsewhere, 'kept.json');
  writeFileSync(target, '{"turn":0}');
  symlinkSync(target, join(folder, 'notes.json'));
  const file = createJsonFile(folder, 'notes');
  for (const turn of [1, 2]) file.write({ turn });
  expect(lstatSync(file.path).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('{"turn":2}');
  expect(file.readBackup()).toMatchObject({ value: { turn: 1 } });
  expect(lstatSync(`${file.path}.bak`).isFile()).toBe(true);
});

test('the checksum is no part of the value and tells every change of the bytes', () => {
  const folder = testFolder();
  const file = createJsonFile(folder, 'notes', { checksum: true });
  expect(file.write({ turn: 1 })).toBe(statSync(file.path).size);
  expect(file.read()).toMatchObject({ state: 'read', value: { turn: 1 } });
  expect(JSON.stringify(file.read())).not.toContain('"value":{"checksum');
  const text = readFileSync(file.path, 'utf8');
  writeFileSync(file.path, text.replace('"turn":1', '"turn":2'));
  expect(file.read()).toMatchObject({ state: 'damaged' });
});

test('only leftovers of interrupted writes are swept', () => {
  const folder = testFolder();
  const kept = ['notes.json', 'notes.json.bak', 'notes.tmp-note.json', 'a.journal', 'other.new'];
  const leftover = ['notes.json.tmp-1234567890abcdef', 'notes.json.bak.new'];
  for (const name of [...kept, ...leftover]) writeFileSync(join(folder, name), '');
  sweepLeftovers(folder, 'notes.json.');
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
});

describe('on a file system that is full', () => {
  const mounted = mountSmall();

  test.skipIf(mounted === null)('every write is whole or fails and changes nothing', () => {
    if (mounted === null) return;
    onTestFinished(() => void execFileSync('umount', [mounted]));
    const filler = join(mounted, 'filler');
    const outcomes = { written: 0, failed: 0 };
    let turn = 0;
    for (let freeBlocks = 0; freeBlocks <= 130; freeBlocks += 2) {
      for (const name of readdirSync(mounted)) rmSync(join(mounted, name));
      // Every other one is a link, as people have who keep their settings with others.
      const isLink = freeBlocks % 4 === 0;
      if (isLink) writeFileSync(join(mounted, 'kept'), '{}');
      if (isLink) symlinkSync(join(mounted, 'kept'), join(mounted, 'notes.json'));
      const file = createJsonFile(mounted, 'notes');
      const before = { turn: (turn += 1), text: 'a'.repeat(200_000) };
      file.write(before);
      fillDisk(filler, freeBlocks);
      const after = { turn: (turn += 1), text: 'ж'.repeat(110_000) };
      let expected: object = after;
      try {
        file.write(after);
        outcomes.written += 1;
      } catch (error) {
        expect(error).toEqual(storageFailed);
        outcomes.failed += 1;
        expected = before;
      }
      expect(createJsonFile(mounted, 'notes').read()).toMatchObject({ value: expected });
    }
    expect(outcomes.failed).toBeGreaterThan(20);
    expect(outcomes.written).toBeGreaterThan(20);
  });
});

const canLimit = spawnSync('prlimit', ['--version']).status === 0;

test.skipIf(!canLimit)(
  'a system limit on the length of files fails a write and changes nothing',
  () => {
    const file = createJsonFile(testFolder(), 'notes');
    file.write({ turn: 1 });
    const node = [process.execPath, ...plainNodeArguments, writeOnce];
    const write = (length: string): string =>
      execFileSync('prlimit', ['--fsize=100000', ...node, join(file.path, '..'), 'notes', length], {
        encoding: 'utf8',
      });
    expect(write('200000')).toBe('storage-failed');
    expect(file.read()).toMatchObject({ value: { turn: 1 } });
    expect(write('20000')).toBe('written');
  },
);

test.skipIf(process.getuid?.() !== 0)(
  'a folder that may not be written fails a write and changes nothing',
  () => {
    const folder = testFolder();
    chmodSync(folder, 0o755);
    const file = createJsonFile(folder, 'notes');
    file.write({ turn: 1 });
    chownSync(file.path, 65_534, 65_534);
    const { stdout } = spawnSync(
      process.execPath,
      [...plainNodeArguments, writeOnce, folder, 'notes', '5'],
      {
        encoding: 'utf8',
        uid: 65_534,
      },
    );
    expect(stdout).toBe('storage-failed');
    expect(file.read()).toMatchObject({ value: { turn: 1 } });
  },
);
