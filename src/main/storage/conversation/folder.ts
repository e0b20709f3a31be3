import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import { conversationIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { readEntry } from './library-index.ts';
import type { IndexEntry } from './library-index.ts';
import { salvage } from './salvage.ts';

/** The part of the data folder that conversations are in; `DamagedFile.name` is relative to the data folder. */
export const FOLDER = 'conversations';

const CONVERSATION_FILE = /^(conv_[0-9a-z]{20})\.json(?:\.bak)?$/;
const DAMAGED_FILE = /\.damaged-[^/]+\.(?:json|journal)$/;

export interface FolderListing {
  readonly entries: readonly IndexEntry[];
  readonly unlisted: readonly ConversationId[];
}

export function listFolder(
  directory: string,
  upToDate: boolean,
  known: ReadonlyMap<ConversationId, IndexEntry>,
): FolderListing {
  const names = readdirSync(directory);
  const present = new Set(names);
  const entries = new Map<ConversationId, IndexEntry>();
  const unlisted = new Set<ConversationId>();
  for (const name of names) {
    const id = conversationIdSchema.safeParse(CONVERSATION_FILE.exec(name)?.[1]).data;
    if (id === undefined || entries.has(id)) continue;
    const entry = present.has(`${id}.json`)
      ? currentEntry(join(directory, `${id}.json`), id, { upToDate, entry: known.get(id) })
      : null;
    if (entry === null) unlisted.add(id);
    else entries.set(id, entry);
  }
  return { entries: [...entries.values()], unlisted: [...unlisted] };
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

/** The files of the data folder that were moved aside; those that the index does not know are looked into again. */
export function describeDamaged(directory: string, known: readonly DamagedFile[]): DamagedFile[] {
  const byName = new Map(known.map((damaged) => [damaged.name, damaged]));
  const names = [
    ...readdirSync(directory),
    ...readdirSync(join(directory, FOLDER)).map((name) => `${FOLDER}/${name}`),
  ];
  return names
    .filter((name) => DAMAGED_FILE.test(name))
    .map((name) => byName.get(name) ?? describe(name, readFileSync(join(directory, name), 'utf8')));
}

export function describe(name: string, text: string): DamagedFile {
  const { title, messages } = salvage(text);
  return { name, title, salvagedMessages: messages.length };
}
