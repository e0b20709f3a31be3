import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import type { ConversationSummary, Message } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { parseDocument, toDocument } from './document.ts';
import type { Parsed, StoredConversation } from './document.ts';
import { FOLDER, describe, describeDamaged, listFolder } from './folder.ts';
import { createConversationIndex } from './library-index.ts';
import type { IndexEntry } from './library-index.ts';
import { keepCopy, makeDirectory, sweepLeftovers } from '../files/durable-files.ts';
import { graft } from './graft.ts';
import { createJsonFile } from '../files/json-file.ts';
import type { JsonFile, JsonRead } from '../files/json-file.ts';
import { conversationMigrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { salvage } from './salvage.ts';
import { storageFailure } from '../files/storage-failure.ts';

export interface ConversationListing {
  readonly summaries: readonly ConversationSummary[];
  /** Files whose summary cannot be told without loading them. */
  readonly unlisted: readonly ConversationId[];
  readonly damagedFiles: readonly DamagedFile[];
}

export type LoadedConversation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'loaded';
      readonly stored: StoredConversation;
      readonly bytes: number;
      /** Written by a newer Parley: to be shown and never saved. */
      readonly readOnly: boolean;
      /** It differs from its file (migrated, restored from the backup) and should be saved. */
      readonly unsaved: boolean;
      readonly damaged: DamagedFile | null;
    }
  /** The file was damaged and had no backup: what was in it now needs a conversation of its own. */
  | {
      readonly state: 'salvaged';
      readonly messages: readonly Message[];
      readonly damaged: DamagedFile;
    };

/** One file a conversation in `<directory>/conversations`. All calls block; what fails throws `storage-failed`. */
export interface ConversationFiles {
  /** The library, from the index and the heads of files that it does not know. Never loads all files. */
  readonly list: () => ConversationListing;
  /** A damaged file is moved aside with a time stamp and read from its backup and from what it still holds. */
  readonly load: (id: ConversationId) => LoadedConversation;
  /** Returns the length of the file in bytes. */
  readonly save: (stored: StoredConversation, messageCount: number) => number;
  readonly remove: (id: ConversationId) => void;
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
}

export function createConversationFiles(options: ConversationFilesOptions): ConversationFiles {
  const { migrations = conversationMigrations, clock } = options;
  const directory = join(options.directory, FOLDER);
  makeDirectory(directory);
  const index = createConversationIndex(directory);
  const marks = new Map<ConversationId, FileMark>();
  const files = new Map<ConversationId, JsonFile>();

  function fileOf(id: ConversationId): JsonFile {
    const file = files.get(id) ?? createJsonFile(directory, id);
    files.set(id, file);
    return file;
  }

  function list(): ConversationListing {
    sweepLeftovers(directory, '');
    const known = index.read();
    const listing = listFolder(directory, known.upToDate, known.entries);
    for (const { summary, ...mark } of listing.entries) marks.set(summary.id, mark);
    return {
      summaries: listing.entries.map((entry) => entry.summary),
      unlisted: listing.unlisted,
      damagedFiles: describeDamaged(options.directory, known.damagedFiles),
    };
  }

  function load(id: ConversationId): LoadedConversation {
    const file = fileOf(id);
    const read = file.read();
    if (read.state === 'absent') return restore(file, id, migrations);
    const parsed = tryParse(read, id, migrations);
    if (parsed.state === 'damaged') {
      index.outdate();
      return recover(file, id, { text: read.text, migrations, now: clock() });
    }
    if (parsed.state === 'migrated') snapshot(options.directory, file, parsed.schemaVersion);
    return {
      state: 'loaded',
      stored: parsed.stored,
      bytes: Buffer.byteLength(read.text),
      readOnly: parsed.state === 'newer',
      unsaved: parsed.state === 'migrated',
      damaged: null,
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
    load,
    save: (stored, messageCount) => {
      const { id } = stored.conversation;
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

/** Keeps a file as it is before its format changes. */
function snapshot(directory: string, file: JsonFile, schemaVersion: number): void {
  const folder = join(directory, 'snapshots', `${FOLDER}-v${schemaVersion}`);
  makeDirectory(folder);
  try {
    keepCopy(file.path, join(folder, basename(file.path)));
  } catch (error) {
    throw storageFailure('save', folder, error);
  }
}

function tryParse(read: JsonRead, id: string, migrations: readonly Migration[]): Parsed {
  return read.state === 'read' ? parseDocument(read, id, migrations) : { state: 'damaged' };
}

/** The state in the backup, for a file that is no longer there. */
function restore(
  file: JsonFile,
  id: ConversationId,
  migrations: readonly Migration[],
): LoadedConversation {
  const backup = file.readBackup();
  const parsed = tryParse(backup, id, migrations);
  if (parsed.state === 'damaged' || parsed.state === 'newer' || backup.state === 'absent')
    return { state: 'absent' };
  return {
    state: 'loaded',
    stored: parsed.stored,
    bytes: Buffer.byteLength(backup.text),
    readOnly: false,
    unsaved: true,
    damaged: null,
  };
}

function recover(
  file: JsonFile,
  id: ConversationId,
  broken: {
    readonly text: string;
    readonly migrations: readonly Migration[];
    readonly now: number;
  },
): LoadedConversation {
  const name = `${FOLDER}/${file.moveAside(broken.now)}`;
  const damaged = describe(name, broken.text);
  const { messages } = salvage(broken.text);
  const restored = restore(file, id, broken.migrations);
  if (restored.state !== 'loaded') return { state: 'salvaged', messages, damaged };
  const { conversation, version } = restored.stored;
  return {
    ...restored,
    stored: { conversation: graft(conversation, messages), version },
    damaged: { ...damaged, title: damaged.title ?? conversation.title },
  };
}
