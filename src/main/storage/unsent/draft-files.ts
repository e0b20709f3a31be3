import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '#shared/failure.ts';
import type { DraftFileId } from '#shared/id.ts';
import { makeDirectory } from '../files/durable-files.ts';
import { storageFailure } from '../files/storage-failure.ts';

/** The content of the files of drafts, one file each. */
export interface DraftFiles {
  /** `data` is base64. Throws `storage-failed`, also where all of them together would be too much to keep. */
  readonly keep: (id: DraftFileId, data: string) => void;
  /** As base64; `null` when it is not there or cannot be read. */
  readonly read: (id: DraftFileId) => string | null;
  readonly remove: (id: DraftFileId) => void;
  /** Removes all others; never throws. */
  readonly keepOnly: (ids: ReadonlySet<string>) => void;
}

/** All of them together, in bytes: what is begun and forgotten in many conversations must not fill the disk. */
const TOTAL_LIMIT_BYTES = 256 * 1024 * 1024;

/** The folder `draft-files` of the data folder, made by the first file. */
export function createDraftFiles(
  directory: string,
  {
    limitBytes = TOTAL_LIMIT_BYTES,
    checkFolder,
  }: {
    readonly limitBytes?: number;
    /** See `JsonFileOptions`. */
    readonly checkFolder?: (() => void) | undefined;
  } = {},
): DraftFiles {
  const folder = join(directory, 'draft-files');
  const pathOf = (id: string): string => join(folder, id);

  function names(): readonly string[] {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  }

  function totalBytes(): number {
    return names().reduce(
      (sum, name) => sum + (statSync(pathOf(name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  }

  function remove(id: string): void {
    try {
      rmSync(pathOf(id), { force: true });
    } catch {
      // It is swept at the next start.
    }
  }

  return {
    keep: (id, data) => {
      const bytes = Buffer.from(data, 'base64');
      if (totalBytes() + bytes.length > limitBytes) throw new FailureError(tooMuch);
      checkFolder?.();
      makeDirectory(folder);
      try {
        writeFileSync(pathOf(id), bytes, { mode: 0o600, flush: true });
      } catch (error) {
        remove(id);
        throw storageFailure('save', pathOf(id), error);
      }
    },
    read: (id) => {
      try {
        return readFileSync(pathOf(id), 'base64');
      } catch {
        return null;
      }
    },
    remove,
    keepOnly: (ids) => {
      for (const name of names()) if (!ids.has(name)) remove(name);
    },
  };
}

const tooMuch = {
  code: 'storage-failed',
  message:
    'Cannot keep the file for later: the files of unsent messages take too much space. Send or remove some of them.',
  retryable: false,
} as const;
