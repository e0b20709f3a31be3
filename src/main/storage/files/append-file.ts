import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { moveAside, syncDirectory } from './durable-files.ts';
import { storageFailure } from './storage-failure.ts';

/** At most this often is an open file forced to disk, but for lines that are worth it at once. */
const SYNC_INTERVAL_MS = 1000;

/**
 * A file that only grows by whole lines. When `append` returns, the line outlives the process; within a second it
 * outlives the machine. A line that could not be written whole leaves no trace, and the call throws `storage-failed`.
 */
export interface AppendFile {
  /** `atOnce`: forces the line to disk without waiting for the second to end. */
  readonly append: (line: string, options?: { readonly atOnce: boolean }) => void;
  /** Closes and removes it. */
  readonly remove: () => void;
}

/** Forces the data of an open file to disk; `done` gets the error, or `null`. */
export type SyncData = (descriptor: number, done: (error: Error | null) => void) => void;

/**
 * Opens a new file that begins with the line `head`; one that is there already was not made here and is moved aside. The
 * head alone is not worth a sync: it goes to disk with the first line after it.
 */
export function createAppendFile(
  path: string,
  head: string,
  syncData: SyncData = fdatasync,
): AppendFile {
  const descriptor = openNew(path);
  const sync = createSync(descriptor, syncData);
  let length = 0;

  function write(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      sync.throwIfFailed();
      writeWhole(descriptor, bytes, length);
      length += bytes.length;
    } catch (error) {
      cutBack(descriptor, length);
      throw storageFailure('save', path, error);
    }
  }

  function remove(): void {
    sync.close();
    rmSync(path, { force: true });
  }

  try {
    write(head);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    append: (line, { atOnce } = { atOnce: false }) => {
      write(line);
      sync.request(atOnce);
    },
    remove,
  };
}

function openNew(path: string): number {
  try {
    if (existsSync(path)) moveAside(path, Date.now());
    const descriptor = openSync(path, 'wx', 0o600);
    syncDirectory(dirname(path));
    return descriptor;
  } catch (error) {
    throw storageFailure('save', path, error);
  }
}

/** `write` may take only a part: what is left is written again until the system tells why it takes no more. */
function writeWhole(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

function cutBack(descriptor: number, length: number): void {
  try {
    if (fstatSync(descriptor).size > length) ftruncateSync(descriptor, length);
  } catch {
    // The torn line stays last and is dropped when the file is read.
  }
}

/** Forces a file to disk off the calling thread: at once after a pause, then at most once an interval. */
function createSync(descriptor: number, syncData: SyncData) {
  let timer: NodeJS.Timeout | null = null;
  let running = false;
  /** What was written since the last sync began is not on disk yet. */
  let wanted: 'no' | 'in time' | 'at once' = 'no';
  let closed = false;
  let failure: Error | null = null;

  function run(): void {
    wanted = 'no';
    running = true;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      runIfDue();
    }, SYNC_INTERVAL_MS);
    timer.unref();
    syncData(descriptor, (error) => {
      running = false;
      failure ??= error;
      if (closed) closeSync(descriptor);
      else runIfDue();
    });
  }

  function runIfDue(): void {
    if (running || wanted === 'no') return;
    if (wanted === 'at once' || timer === null) run();
  }

  return {
    request: (atOnce: boolean) => {
      if (wanted !== 'at once') wanted = atOnce ? 'at once' : 'in time';
      runIfDue();
    },
    throwIfFailed: () => {
      if (failure !== null) throw failure;
    },
    /** Closing while a sync runs would hand its descriptor to the next file that is opened. */
    close: () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      if (!running) closeSync(descriptor);
    },
  };
}
