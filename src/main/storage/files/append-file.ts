import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncDirectory } from './durable-files.ts';
import { storageFailure } from './storage-failure.ts';

/** At most this often is an open file forced to disk. */
const SYNC_INTERVAL_MS = 1000;

/**
 * A file that only grows by whole lines. When `append` returns, the line outlives the process; within a second it
 * outlives the machine. A line that could not be written whole leaves no trace, and the call throws `storage-failed`.
 */
export interface AppendFile {
  readonly append: (line: string) => void;
  /** Closes and removes it. */
  readonly remove: () => void;
}

/** Opens a new, empty file; one of that name is replaced. */
export function createAppendFile(path: string): AppendFile {
  const descriptor = openNew(path);
  const sync = createSync(descriptor);
  let length = 0;

  return {
    append: (line) => {
      const bytes = Buffer.from(`${line}\n`);
      try {
        sync.throwIfFailed();
        writeWhole(descriptor, bytes, length);
        length += bytes.length;
      } catch (error) {
        cutBack(descriptor, length);
        throw storageFailure('save', path, error);
      }
      sync.request();
    },
    remove: () => {
      sync.close();
      rmSync(path, { force: true });
    },
  };
}

function openNew(path: string): number {
  try {
    rmSync(path, { force: true });
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
function createSync(descriptor: number) {
  let timer: NodeJS.Timeout | null = null;
  let running = false;
  let wanted = false;
  let closed = false;
  let failure: Error | null = null;

  function run(): void {
    wanted = false;
    running = true;
    fdatasync(descriptor, (error) => {
      running = false;
      failure ??= error;
      if (closed) closeSync(descriptor);
    });
    timer = setTimeout(() => {
      timer = null;
      if (wanted && !running) run();
    }, SYNC_INTERVAL_MS);
    timer.unref();
  }

  return {
    request: () => {
      wanted = true;
      if (timer === null && !running) run();
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
