import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openDataFolder, ownerIn } from './data-folder.ts';
import { createConversationFiles } from './conversation/documents.ts';
import type { Owner } from './files/folder-lock.ts';
import { isAlive, thisProcess } from './files/process-owner.ts';
import { createSettingsFile } from './settings.ts';
import { conversationOf, save } from './testing/conversation.ts';
import { testFolder } from './testing/folder.ts';

const here: Owner = { host: 'here', pid: 1, started: 'a' };
const there: Owner = { host: 'there', pid: 1, started: 'a' };
const yes = (): boolean => true;
const no = (): boolean => false;

function failureOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

test('a second process is refused and told who has the folder, until that one ends', () => {
  const directory = testFolder();
  const first = openDataFolder(directory, { owner: here });
  const second = { owner: { ...here, pid: 2 }, isAlive: yes };
  expect(ownerIn(failureOf(() => openDataFolder(directory, second)))).toMatchObject(here);
  first.checkFolder();
  first.release();
  const next = openDataFolder(directory, second);
  next.release();
  expect(readdirSync(directory)).toEqual(['conversations']);
});

test('the lock of a process that is gone is taken over, and the one that had it writes no more', () => {
  vi.useFakeTimers();
  const directory = testFolder();
  const first = openDataFolder(directory, { owner: here });
  const second = openDataFolder(directory, { owner: { ...here, pid: 2 }, isAlive: no });
  second.checkFolder();
  vi.advanceTimersByTime(3 * 60 * 1000);
  vi.useRealTimers();
  expect(first.checkFolder).toThrow(/another Parley has taken/);
  first.release();
  second.checkFolder();
  second.release();
});

test('a process of another computer is taken to be there as long as it renews its lock', () => {
  const directory = testFolder();
  openDataFolder(directory, { owner: there });
  const path = join(directory, 'parley.lock');
  expect(ownerIn(failureOf(() => openDataFolder(directory, { owner: here })))).toMatchObject(there);
  const long = Date.now() / 1000 - 7 * 60;
  utimesSync(path, long, long);
  openDataFolder(directory, { owner: here }).checkFolder();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject(here);
});

test.each(['', '\0\0\0', '{"pid":'])('a torn lock (%j) is nobody’s', (text) => {
  const directory = testFolder();
  writeFileSync(join(directory, 'parley.lock'), text);
  openDataFolder(directory, { owner: here, isAlive: yes }).checkFolder();
});

test('this process is alive, to others; one of the same number that began at another time is not', () => {
  const mine = thisProcess();
  expect(isAlive({ ...mine, pid: process.ppid, started: '' })).toBe(true);
  expect(isAlive({ ...mine, pid: 2 ** 22 + 1 })).toBe(false);
  if (process.platform === 'linux') expect(isAlive({ ...mine, pid: process.ppid })).toBe(false);
});

test('a folder that went away is not made anew: nothing is written until it is back', () => {
  const parent = testFolder();
  const directory = join(parent, 'data');
  const { checkFolder } = openDataFolder(directory, { owner: here });
  const settings = createSettingsFile({ directory, checkFolder });
  const files = createConversationFiles({ directory, clock: Date.now, checkFolder });
  settings.change({ theme: 'dark' });
  const away = join(parent, 'away');
  renameSync(directory, away);
  const conversation = conversationOf(1);
  expect(() => settings.change({ theme: 'light' })).toThrow(/no longer where it was/);
  expect(() => save(files, conversation)).toThrow(/no longer where it was/);
  expect(readdirSync(parent)).toEqual(['away']);
  expect(settings.read().theme).toBe('dark');

  // An empty folder in its place, as a mount point without its disk.
  mkdirSync(join(directory, 'conversations'), { recursive: true });
  expect(() => settings.change({ theme: 'light' })).toThrow(/no longer where it was/);
  rmSync(directory, { recursive: true });
  renameSync(away, directory);
  settings.change({ theme: 'light' });
  save(files, conversation);
  expect(createSettingsFile({ directory }).read().theme).toBe('light');
});
