import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from './storage-failure.ts';

/** The process that has a folder for itself. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process began, as its system tells it; `''` where that is not known. Another one may have the same `pid` later. */
  readonly started: string;
}

export interface FolderLock {
  /** Whether the lock file in the folder is this one's. */
  readonly isHeld: () => boolean;
  /** Says that the owner still runs, for other computers, which cannot see that. */
  readonly renew: () => void;
  readonly release: () => void;
}

const lockSchema = z.object({
  token: z.string(),
  host: z.string(),
  pid: z.number().int(),
  started: z.string(),
});
type Lock = z.infer<typeof lockSchema>;

/** How often a lock is renewed, and how old the one of another computer is when its owner is taken to be gone. */
export const RENEWAL_MS = 2 * 60 * 1000;
const LONGEST_SILENCE_MS = 3 * RENEWAL_MS;

/** A lock is taken over within moments: who did not finish was killed. */
const LONGEST_TAKEOVER_MS = 10_000;

/**
 * Takes `<directory>/parley.lock` for `owner`, or returns the owner that has it. One whose process is gone is taken over:
 * of this computer, when no process has its number and its start (where a start is not known: or when it was silent); of another one, when it was silent for six minutes.
 * `null`: the folder cannot be written, so nobody can have it.
 */
export function lockFolder(
  directory: string,
  owner: Owner,
  isAlive: (owner: Owner) => boolean,
): { readonly lock: FolderLock | null } | { readonly takenBy: Owner } {
  const path = join(directory, 'parley.lock');
  const lock: Lock = { token: crypto.randomUUID(), ...owner };
  const text = JSON.stringify(lock);
  const isHeld = (): boolean => readLock(path)?.token === lock.token;

  function isInUse(other: Owner, isSilent: boolean): boolean {
    const isHere = other.host === owner.host;
    // Without a start its number may be that of another program by now.
    if (isHere && other.started !== '') return isAlive(other);
    return !isSilent && (!isHere || isAlive(other));
  }

  try {
    const holder = takeFree(path, text) ? null : takeOver(path, text, isInUse);
    if (holder !== null) return { takenBy: holder };
  } catch {
    return { lock: null };
  }
  return {
    lock: {
      isHeld,
      renew: () => {
        // Written, not touched: the time that counts is that of the file system, not of this computer.
        if (isHeld()) rewrite(path, text);
      },
      release: () => {
        if (isHeld()) rmSync(path, { force: true });
      },
    },
  };
}

function takeFree(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** In place and of the same length: nobody ever sees half of it. */
function rewrite(path: string, text: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    writeSync(descriptor, text, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** One process at a time looks at a lock that is there, and replaces it or returns its owner. */
function takeOver(
  path: string,
  text: string,
  isInUse: (owner: Owner, isSilent: boolean) => boolean,
): Owner | null {
  const pending = `${path}.new`;
  const before = readLock(path);
  try {
    closeSync(openSync(pending, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (before !== null && Date.now() - statSync(pending).mtimeMs < LONGEST_TAKEOVER_MS)
      return before;
  }
  try {
    writeFileSync(pending, text, { mode: 0o600 });
    const now = statSync(pending).mtimeMs;
    const present = readLock(path);
    const isSilent =
      now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LONGEST_SILENCE_MS;
    if (present !== null && isInUse(present, isSilent)) return present;
    renameSync(pending, path);
    return null;
  } finally {
    rmSync(pending, { force: true });
  }
}

/** One that cannot be understood is nobody's: it was torn by a power cut. */
function readLock(path: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
