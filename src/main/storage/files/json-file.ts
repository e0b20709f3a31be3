import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import ElectronStore from 'electron-store';
import { keepCopy, makeDirectory, syncDirectory } from './durable-files.ts';
import { errorCode, storageFailure } from './storage-failure.ts';

export type JsonRead =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly value: unknown; readonly text: string }
  /** Not JSON. */
  | { readonly state: 'damaged'; readonly text: string };

/** One JSON file kept by electron-store; never cleared, whatever it holds. All calls block; errors are `storage-failed`. */
export interface JsonFile {
  readonly path: string;
  readonly read: () => JsonRead;
  /** The last good state before the present one. */
  readonly readBackup: () => JsonRead;
  /**
   * Replaces the whole file and returns its length in bytes. On success every byte is on disk and the state before is
   * in `.bak`. On failure the file is what it was, and the call did not wait for the failure to pass.
   */
  readonly write: (value: object) => number;
  /** Renames the file with a time stamp and returns its new name; it is never changed again. */
  readonly moveAside: (now: number) => string;
  /** Removes the file and its backup. */
  readonly remove: () => void;
}

/** The file `<directory>/<name>.json`, readable by its owner only. The folder is made by the first write. */
export function createJsonFile(directory: string, name: string): JsonFile {
  const path = join(directory, `${name}.json`);
  const backup = `${path}.bak`;
  const store = createStore(directory, name);

  function write(value: object): number {
    try {
      makeDirectory(directory);
      const before = keepPresent(path, backup);
      try {
        const written = store.write(value);
        verify(path, written);
        syncDirectory(directory);
        return written;
      } catch (error) {
        restore(path, backup, before);
        throw error;
      }
    } catch (error) {
      throw storageFailure('save', path, error);
    }
  }

  return {
    path,
    read: () => guardRead(path, store.read),
    readBackup: () => guardRead(backup, () => readPlain(backup)),
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
  let text: string | null = null;
  let serializedBytes = 0;

  function open(): ElectronStore {
    store ??= new ElectronStore({
      cwd: directory,
      name,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      serialize: (value) => {
        const serialized = JSON.stringify(value);
        serializedBytes = Buffer.byteLength(serialized);
        return serialized;
      },
      deserialize: (read) => {
        text = read;
        return {};
      },
    });
    return store;
  }

  return {
    read: (): JsonRead => {
      text = null;
      if (store === null) open();
      else void store.store;
      const read = text;
      text = null;
      return read === null ? { state: 'absent' } : parse(read);
    },
    /** The number of bytes that should now be on disk. */
    write: (value: object): number => {
      open().store = value as Record<string, unknown>;
      text = null;
      return serializedBytes;
    },
    close: () => {
      store = null;
    },
  };
}

function readPlain(path: string): JsonRead {
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : { state: 'absent' };
}

function parse(text: string): JsonRead {
  try {
    return { state: 'read', value: JSON.parse(text.replace(/^\uFEFF/, '')), text };
  } catch {
    return { state: 'damaged', text };
  }
}

function guardRead(path: string, read: () => JsonRead): JsonRead {
  try {
    return read();
  } catch (error) {
    throw storageFailure('read', path, error);
  }
}

/**
 * Keeps the present file as the backup and returns its length, `null` when there is none. Fails at once where the
 * folder or the file cannot be written: electron-store's writer would try again for a second in a busy loop.
 */
function keepPresent(path: string, backup: string): number | null {
  const present = statSync(path, { throwIfNoEntry: false });
  if (present === undefined) {
    const probe = `${backup}.new`;
    closeSync(openSync(probe, 'w', 0o600));
    rmSync(probe);
    return null;
  }
  // On Windows this is what tells that another program holds the file.
  closeSync(openSync(path, 'r+'));
  keepCopy(path, backup);
  return present.size;
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
function restore(path: string, backup: string, before: number | null): void {
  if (before === null) rmSync(path, { force: true });
  else if (statSync(path, { throwIfNoEntry: false })?.size !== before) renameSync(backup, path);
}

function moveAside(path: string, now: number): string {
  const extension = extname(path);
  const stem = path.slice(0, -extension.length);
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  for (let copy = 1; ; copy += 1) {
    const suffix = copy === 1 ? '' : `-${copy}`;
    const aside = `${stem}.damaged-${stamp}${suffix}${extension}`;
    if (existsSync(aside)) continue;
    try {
      renameSync(path, aside);
      syncDirectory(dirname(path));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw storageFailure('save', path, error);
    }
    return basename(aside);
  }
}
