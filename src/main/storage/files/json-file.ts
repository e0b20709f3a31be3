import { closeSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ElectronStore from 'electron-store';
import {
  hasSameContent,
  keepCopy,
  makeDirectory,
  moveAside,
  syncDirectory,
} from './durable-files.ts';
import { readJson, withChecksum } from './read-json.ts';
import type { JsonRead } from './read-json.ts';
import { storageFailure } from './storage-failure.ts';

/** One JSON file kept by electron-store; never cleared, whatever it holds. All calls block. */
export interface JsonFile {
  readonly path: string;
  /** Never throws. */
  readonly read: () => JsonRead;
  /** The last good state before the present one. Never throws. */
  readonly readBackup: () => JsonRead;
  /**
   * Replaces the whole file, the one that a link leads to, and returns its length in bytes. On success every byte is on
   * disk and the state before is in `.bak`. Throws `storage-failed`: then the file is what it was, and the call did not
   * wait for the failure to pass.
   */
  readonly write: (value: object) => number;
  /** Renames the file with a time stamp and returns its new name; it is never changed again. Throws `storage-failed`. */
  readonly moveAside: (now: number) => string;
  /** Removes the file and its backup. */
  readonly remove: () => void;
}

export interface JsonFileOptions {
  /** With a checksum, by which a file that still is JSON but no longer what was written is known as damaged. */
  readonly checksum?: boolean;
  /** Throws when the folder is not the one to write to; by default it is made where it is missing. */
  readonly checkFolder?: (() => void) | undefined;
}

/** The file `<directory>/<name>.json`, readable by its owner only. */
export function createJsonFile(
  directory: string,
  name: string,
  { checksum = false, checkFolder = () => makeDirectory(directory) }: JsonFileOptions = {},
): JsonFile {
  const path = join(directory, `${name}.json`);
  const backup = `${path}.bak`;
  const store = createStore(directory, name);

  function write(value: object): number {
    const text = checksum ? withChecksum(value) : JSON.stringify(value);
    try {
      checkFolder();
      const target = targetOf(path);
      const isPresent = keepPresent(target, backup);
      try {
        store.write(text);
        const bytes = Buffer.byteLength(text);
        verify(target, bytes);
        syncDirectory(dirname(target));
        return bytes;
      } catch (error) {
        if (isPresent) restore(target, backup);
        else rmSync(target, { force: true });
        throw error;
      }
    } catch (error) {
      throw storageFailure('save', path, error);
    }
  }

  return {
    path,
    read: () => readJson(path),
    readBackup: () => readJson(backup),
    write,
    moveAside: (now) => moveAside(path, now),
    remove: () => {
      // The backup first: a crash in between must not bring the file back.
      rmSync(backup, { force: true });
      rmSync(path, { force: true });
      store.close();
    },
  };
}

/**
 * The bridge to electron-store. It reads the file again before every write and compares whole values at construction;
 * the hook answers those with an empty object, so that each costs a read of the bytes and never a parse.
 */
function createStore(directory: string, name: string) {
  let store: ElectronStore | null = null;
  let pending = '{}';

  return {
    write: (text: string): void => {
      pending = text;
      store ??= new ElectronStore({
        cwd: directory,
        name,
        accessPropertiesByDotNotation: false,
        configFileMode: 0o600,
        serialize: () => pending,
        deserialize: () => ({}),
      });
      store.store = {};
      pending = '{}';
    },
    close: () => {
      store = null;
    },
  };
}

/** The writer follows links (people keep their settings elsewhere), so what is checked and kept is the file at their end. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Keeps the present file as the backup; `false` when there is none. Fails at once where the folder or the file cannot be
 * written: electron-store's writer would try again for a second in a busy loop.
 */
function keepPresent(path: string, backup: string): boolean {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    const probe = `${backup}.new`;
    closeSync(openSync(probe, 'w', 0o600));
    rmSync(probe);
    return false;
  }
  // On Windows this is what tells that another program holds the file.
  closeSync(openSync(path, 'r+'));
  keepCopy(path, backup);
  return true;
}

/**
 * electron-store's writer ignores a short count from `write` and renames the truncated file over the good one
 * (https://github.com/fabiospampinato/atomically/issues/18).
 */
function verify(path: string, expected: number): void {
  const { size } = statSync(path);
  if (size === expected) return;
  throw Object.assign(new Error(`${size} of ${expected} bytes were written`), { code: 'ENOSPC' });
}

/** After a failed write: the state before it, which the writer may have replaced or, where it writes in place, cut. */
function restore(path: string, backup: string): void {
  if (!hasSameContent(path, backup)) keepCopy(backup, path);
}
