import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { makeDirectory, sweepLeftovers } from '../files/durable-files.ts';
import { createJsonFile } from '../files/json-file.ts';
import type { JsonFile } from '../files/json-file.ts';
import { storageFailure } from '../files/storage-failure.ts';
import { toDocument } from './document.ts';
import type { StoredConversation } from './document.ts';
import { FOLDER, describeDamaged, dismiss, listFolder } from './folder.ts';
import { createConversationIndex } from './library-index.ts';
import type { IndexEntry } from './library-index.ts';
import { loadConversationFile } from './load-file.ts';
import type { LoadedConversation } from './load-file.ts';
import { conversationMigrations } from './migrations.ts';
import type { Migration } from './migrations.ts';

export interface ConversationListing {
  readonly summaries: readonly ConversationSummary[];
  /** Files whose summary cannot be told without loading them. */
  readonly unlisted: readonly ConversationId[];
  readonly damagedFiles: readonly DamagedFile[];
}

/** One file a conversation in `<directory>/conversations`. All calls block; what fails throws `storage-failed`. */
export interface ConversationFiles {
  /** The library, from the index and the heads of files that it does not know. Never loads all files. */
  readonly list: () => ConversationListing;
  /**
   * A damaged file is moved aside with a time stamp and read from its backup and from what it still holds. One that the
   * system does not give is read from its backup, and not to be changed.
   */
  readonly load: (id: ConversationId) => LoadedConversation;
  /** Returns the length of the file in bytes. */
  readonly save: (stored: StoredConversation, messageCount: number) => number;
  readonly remove: (id: ConversationId) => void;
  /** Moves a file that was set aside, unchanged, into a folder of its own, where no listing finds it. */
  readonly dismissDamaged: (name: string) => void;
  /** Makes the next start quicker; one that fails is of no consequence and is not told. */
  readonly writeIndex: (
    summaries: readonly ConversationSummary[],
    damagedFiles: readonly DamagedFile[],
  ) => void;
}

export interface ConversationFilesOptions {
  /** The data folder. */
  readonly directory: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly migrations?: readonly Migration[];
  /** See `JsonFileOptions`. */
  readonly checkFolder?: (() => void) | undefined;
}

export function createConversationFiles(options: ConversationFilesOptions): ConversationFiles {
  const { migrations = conversationMigrations, clock, checkFolder } = options;
  const directory = join(options.directory, FOLDER);
  makeDirectory(directory);
  const index = createConversationIndex(directory, { checkFolder });
  const marks = new Map<ConversationId, FileMark>();
  const files = new Map<ConversationId, JsonFile>();

  function fileOf(id: ConversationId): JsonFile {
    const file = files.get(id) ?? createJsonFile(directory, id, { checksum: true, checkFolder });
    files.set(id, file);
    return file;
  }

  function list(): ConversationListing {
    sweepLeftovers(directory, '');
    const known = index.read();
    const listing = listFolder(directory, known.upToDate, known.entries);
    for (const { summary, ...mark } of listing.entries) marks.set(summary.id, mark);
    const damaged = describeDamaged(options.directory, known.damagedFiles);
    return {
      summaries: [...listing.entries.map((entry) => entry.summary), ...listing.backups],
      unlisted: listing.unlisted,
      damagedFiles: [...damaged, ...listing.unreadable],
    };
  }

  return {
    list: () => {
      try {
        return list();
      } catch (error) {
        throw storageFailure('read', directory, error);
      }
    },
    load: (id) =>
      loadConversationFile(fileOf(id), id, {
        directory: options.directory,
        migrations,
        clock,
        onDamage: index.outdate,
      }),
    save: (stored, messageCount) => {
      const { id } = stored.conversation;
      checkFolder?.();
      index.outdate();
      const file = fileOf(id);
      const bytes = file.write(toDocument(stored, messageCount, migrations.length + 1));
      marks.set(id, { bytes, modifiedMs: statSync(file.path).mtimeMs });
      return bytes;
    },
    remove: (id) => {
      index.outdate();
      fileOf(id).remove();
      files.delete(id);
      marks.delete(id);
    },
    dismissDamaged: (name) => dismiss(options.directory, name),
    writeIndex: (summaries, damagedFiles) => {
      const entries = summaries.flatMap((summary) => {
        const mark = marks.get(summary.id);
        return mark === undefined ? [] : [{ summary, ...mark }];
      });
      try {
        index.write(entries, damagedFiles);
      } catch {
        // The marker stays, so the next start looks at the files.
      }
    },
  };
}

type FileMark = Omit<IndexEntry, 'summary'>;
