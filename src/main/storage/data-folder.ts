import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '#shared/failure.ts';
import { FOLDER } from './conversation/folder.ts';
import { makeDirectory } from './files/durable-files.ts';
import { RENEWAL_MS, lockFolder } from './files/folder-lock.ts';
import type { Owner } from './files/folder-lock.ts';
import { isAlive, thisProcess } from './files/process-owner.ts';

/** The folder of everything that Parley keeps, which this process has for itself. */
export interface DataFolder {
  readonly directory: string;
  /**
   * Throws `storage-failed` when the folder that was opened is no longer there or is another one (its disk is away), or
   * when another Parley has taken it: a folder is never made anew in its place.
   */
  readonly checkFolder: () => void;
  /** Lets another process have it. */
  readonly release: () => void;
}

export interface DataFolderOptions {
  readonly owner?: Owner;
  /** Whether a process of this computer still runs. */
  readonly isAlive?: (owner: Owner) => boolean;
}

/**
 * Opens the data folder, and makes it where there is none. Throws `storage-failed` when another Parley is using it; see
 * {@link ownerIn}. A folder that cannot be written is opened all the same: nobody else can write to it either.
 */
export function openDataFolder(directory: string, options: DataFolderOptions = {}): DataFolder {
  const conversations = join(directory, FOLDER);
  makeDirectory(conversations);
  const taken = lockFolder(directory, options.owner ?? thisProcess(), options.isAlive ?? isAlive);
  if ('takenBy' in taken) throw inUse(taken.takenBy);
  const { lock } = taken;
  let isTaken = false;
  let identity = identityOf(directory, conversations);

  const renewal = setInterval(() => {
    try {
      isTaken =
        lock !== null && identityOf(directory, conversations) === identity && !lock.isHeld();
      if (!isTaken) lock?.renew();
    } catch {
      // The next write says what is wrong with the folder.
    }
  }, RENEWAL_MS);
  renewal.unref();

  return {
    directory,
    checkFolder: () => {
      if (isTaken) throw unavailable('another Parley has taken the data folder', 'Restart Parley.');
      const present = identityOf(directory, conversations);
      if (present === identity) return;
      // A disk that comes back may have another number; what is on it tells.
      if (present === null || lock?.isHeld() !== true)
        throw unavailable(
          'the data folder is no longer where it was',
          'Connect its disk again, or put the folder back.',
        );
      identity = present;
    },
    release: () => {
      clearInterval(renewal);
      lock?.release();
    },
  };
}

/** The process that keeps this one from using the folder, when that is what `error` says. */
export function ownerIn(error: unknown): Owner | null {
  const isInUse = error instanceof FailureError && error.failure.detail === IN_USE;
  return isInUse ? (error.cause as Owner) : null;
}

const IN_USE = 'in-use';

function inUse(owner: Owner): FailureError {
  return new FailureError(
    {
      code: 'storage-failed',
      message: `Cannot open the data folder: Parley is using it already (process ${owner.pid} on ${owner.host}). Quit it there, and try again.`,
      retryable: true,
      detail: IN_USE,
    },
    { cause: owner },
  );
}

function unavailable(reason: string, remedy: string): FailureError {
  return new FailureError({
    code: 'storage-failed',
    message: `Cannot save: ${reason}. ${remedy}`,
    retryable: true,
  });
}

/** `null` when one of them is not there. */
function identityOf(...paths: readonly string[]): string | null {
  const found = paths.map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return found.includes(undefined) ? null : found.map((one) => `${one?.dev} ${one?.ino}`).join(' ');
}
