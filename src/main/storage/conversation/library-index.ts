import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import { conversationSummarySchema } from '#shared/conversation/conversation.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { createJsonFile } from '../files/json-file.ts';
import type { JsonFileOptions } from '../files/json-file.ts';
import { objectEnd } from './salvage.ts';
import { storageFailure } from '../files/storage-failure.ts';

/** A line of the index: the summary, and what its file looked like when it was made. */
export interface IndexEntry {
  readonly summary: ConversationSummary;
  readonly bytes: number;
  readonly modifiedMs: number;
}

interface IndexContent {
  readonly entries: ReadonlyMap<ConversationId, IndexEntry>;
  readonly damagedFiles: readonly DamagedFile[];
  /** `false`: the last session ended without writing it, so files may be newer than their entries. */
  readonly upToDate: boolean;
}

/** The list of conversations, so that a start reads one small file. Everything in it can be made again from the files. */
export interface ConversationIndex {
  /** Empty when there is none or it cannot be used; never throws. */
  readonly read: () => IndexContent;
  /** Says, on disk, that files are about to differ from the index. Costs something once a session; throws `storage-failed`. */
  readonly outdate: () => void;
  readonly write: (entries: readonly IndexEntry[], damagedFiles: readonly DamagedFile[]) => void;
}

const INDEX_VERSION = 1;

export function createConversationIndex(
  directory: string,
  options: Pick<JsonFileOptions, 'checkFolder'> = {},
): ConversationIndex {
  const file = createJsonFile(directory, 'index', options);
  const marker = join(directory, 'index.outdated');
  let outdated = false;

  return {
    read: () => {
      try {
        const read = file.read();
        const document = read.state === 'read' ? readDocument(read.value) : null;
        if (document !== null) return { ...document, upToDate: !existsSync(marker) };
      } catch {
        // It is made again from the files.
      }
      return { entries: new Map(), damagedFiles: [], upToDate: false };
    },
    outdate: () => {
      if (outdated) return;
      try {
        writeFileSync(marker, '', { mode: 0o600 });
      } catch (error) {
        throw storageFailure('save', marker, error);
      }
      outdated = true;
    },
    write: (entries, damagedFiles) => {
      const kept = damagedFiles.filter(({ kind }) => kind === 'damaged');
      file.write({ schemaVersion: INDEX_VERSION, entries, damagedFiles: kept });
      rmSync(marker, { force: true });
      outdated = false;
    },
  };
}

/** The entry of a file from its first bytes; `null` when they do not hold a whole summary. Throws where the system does not give it. */
export function readEntry(path: string, id: ConversationId): IndexEntry | null {
  const status = statSync(path);
  const summary = readSummary(path);
  return summary?.id === id ? { summary, bytes: status.size, modifiedMs: status.mtimeMs } : null;
}

const HEAD_BYTES = 4096;
const SUMMARY_KEY = '"summary":';

function readSummary(path: string): ConversationSummary | null {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(path, 'r');
  try {
    const length = readSync(descriptor, head, 0, HEAD_BYTES, 0);
    const text = head.toString('utf8', 0, length);
    const key = text.indexOf(SUMMARY_KEY);
    if (key === -1) return null;
    const object = text.slice(key + SUMMARY_KEY.length);
    const end = objectEnd(object);
    if (end === null) return null;
    return conversationSummarySchema.safeParse(JSON.parse(object.slice(0, end))).data ?? null;
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function readDocument(value: unknown): Omit<IndexContent, 'upToDate'> | null {
  if (!isRecord(value) || value['schemaVersion'] !== INDEX_VERSION) return null;
  const { entries, damagedFiles } = value;
  if (!Array.isArray(entries) || !entries.every(isEntry)) return null;
  return {
    entries: new Map(entries.map((entry) => [entry.summary.id, entry])),
    damagedFiles: Array.isArray(damagedFiles) ? damagedFiles.filter(isDamagedFile) : [],
  };
}

/**
 * By hand: parsing 5,000 summaries with the schema takes longer than everything else of the start. A field that is added
 * to the summary has to be checked here too.
 */
const isField: Record<keyof ConversationSummary, (value: unknown) => boolean> = {
  id: (value) => typeof value === 'string' && value.startsWith('conv_'),
  title: isString,
  createdAt: isNumber,
  updatedAt: isNumber,
  model: (value) => isRecord(value) && isString(value['providerId']) && isString(value['modelId']),
  pinned: (value) => typeof value === 'boolean',
  trashedAt: (value) => value === null || isNumber(value),
  messageCount: isNumber,
};
const fields = Object.entries(isField);

function isEntry(value: unknown): value is IndexEntry {
  if (!isRecord(value) || !isNumber(value['bytes']) || !isNumber(value['modifiedMs'])) return false;
  const { summary } = value;
  return isRecord(summary) && fields.every(([name, isValid]) => isValid(summary[name]));
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isDamagedFile(value: unknown): value is DamagedFile {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    value['kind'] === 'damaged' &&
    (value['title'] === null || typeof value['title'] === 'string') &&
    typeof value['salvagedMessages'] === 'number'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
