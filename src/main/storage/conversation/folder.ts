import { existsSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { conversationIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { makeDirectory } from '../files/durable-files.ts';
import { storageFailure } from '../files/storage-failure.ts';
import { readEntry } from './library-index.ts';
import type { IndexEntry } from './library-index.ts';
import { salvage } from './salvage.ts';

/** The part of the data folder that conversations are in; `DamagedFile.name` is relative to the data folder. */
export const FOLDER = 'conversations';

/** Beside it: damaged files that a person took off the list. */
const DISMISSED = 'damaged';

const CONVERSATION_FILE = /^(conv_[0-9a-z]{20})\.json(?:\.bak)?$/;
const DAMAGED_FILE = /\.damaged-[^/]+\.(?:json|journal)$/;

export interface FolderListing {
  readonly entries: readonly IndexEntry[];
  /** Of files that the system does not give at present, as their backups tell. */
  readonly backups: readonly ConversationSummary[];
  readonly unlisted: readonly ConversationId[];
  readonly unreadable: readonly DamagedFile[];
}

/** What is in the folder. An entry that cannot be read costs itself alone; throws only when the folder cannot be. */
export function listFolder(
  directory: string,
  upToDate: boolean,
  known: ReadonlyMap<ConversationId, IndexEntry>,
): FolderListing {
  const names = readdirSync(directory);
  const present = new Set(names);
  const entries = new Map<ConversationId, IndexEntry>();
  const backups: ConversationSummary[] = [];
  const unlisted = new Set<ConversationId>();
  const unreadable = new Map<ConversationId, DamagedFile>();
  for (const name of names) {
    const id = conversationIdSchema.safeParse(CONVERSATION_FILE.exec(name)?.[1]).data;
    if (id === undefined || entries.has(id) || unreadable.has(id)) continue;
    const file = `${id}.json`;
    try {
      const entry = present.has(file)
        ? currentEntry(join(directory, file), id, { upToDate, entry: known.get(id) })
        : null;
      if (entry === null) unlisted.add(id);
      else entries.set(id, entry);
    } catch {
      const summary = known.get(id)?.summary ?? entryOfBackup(join(directory, `${file}.bak`), id);
      if (summary !== null) backups.push(summary);
      const title = summary?.title ?? null;
      unreadable.set(id, {
        name: `${FOLDER}/${file}`,
        kind: 'unreadable',
        title,
        salvagedMessages: 0,
      });
    }
  }
  const isUnread = (id: ConversationId): boolean => !entries.has(id) && !unreadable.has(id);
  return {
    entries: [...entries.values()],
    backups,
    unlisted: [...unlisted].filter(isUnread),
    unreadable: [...unreadable.values()],
  };
}

function currentEntry(
  path: string,
  id: ConversationId,
  known: { readonly upToDate: boolean; readonly entry: IndexEntry | undefined },
): IndexEntry | null {
  const { upToDate, entry } = known;
  if (entry === undefined) return readEntry(path, id);
  if (upToDate) return entry;
  const { size, mtimeMs } = statSync(path);
  return size === entry.bytes && mtimeMs === entry.modifiedMs ? entry : readEntry(path, id);
}

function entryOfBackup(path: string, id: ConversationId): ConversationSummary | null {
  try {
    return readEntry(path, id)?.summary ?? null;
  } catch {
    return null;
  }
}

/** Files that are longer are listed without a look into them: a start must not wait for that. */
const LARGEST_DESCRIBED = 64 * 1024 * 1024;

/**
 * The files of the data folder that were moved aside; those that the index does not know are looked into again. What
 * cannot be looked into is listed all the same.
 */
export function describeDamaged(directory: string, known: readonly DamagedFile[]): DamagedFile[] {
  const byName = new Map(known.map((damaged) => [damaged.name, damaged]));
  const names = [
    ...readdirSync(directory),
    ...readdirSync(join(directory, FOLDER)).map((name) => `${FOLDER}/${name}`),
  ];
  return names
    .filter((name) => DAMAGED_FILE.test(name))
    .map((name) => byName.get(name) ?? describe(name, readIfShort(join(directory, name))));
}

function readIfShort(path: string): string {
  try {
    return statSync(path).size > LARGEST_DESCRIBED ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function describe(name: string, text: string): DamagedFile {
  const { title, messages } = salvage(text);
  return { name, kind: 'damaged', title, salvagedMessages: messages.length };
}

/** Moves a damaged file out of every listing, under a name that is free. Throws `storage-failed`. */
export function dismiss(directory: string, name: string): void {
  const folder = join(directory, DISMISSED);
  makeDirectory(folder);
  try {
    renameSync(join(directory, name), freeName(folder, basename(name)));
  } catch (error) {
    throw storageFailure('save', name, error);
  }
}

/** A name that no file of the folder has. */
function freeName(folder: string, name: string): string {
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, copy === 1 ? name : `${copy}-${name}`);
    if (!existsSync(path)) return path;
  }
}
