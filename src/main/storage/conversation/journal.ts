import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { conversationIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { withUnknown } from '#shared/with-unknown.ts';
import { createAppendFile } from '../files/append-file.ts';
import type { AppendFile } from '../files/append-file.ts';
import type { StoredConversation } from './document.ts';
import { FOLDER } from './folder.ts';
import { keepCopy, makeDirectory } from '../files/durable-files.ts';
import { journalEntrySchema, journalHeaderSchema } from './journal-line.ts';
import type { JournalEntry, JournalHeader } from './journal-line.ts';
import { readWhole } from '../files/read-json.ts';
import { storageFailure } from '../files/storage-failure.ts';

/** What a journal holds of a session that did not end well. */
export interface Journal {
  /** `null`: it is damaged, and the entries go on from what the file of the conversation holds. */
  readonly header: JournalHeader | null;
  readonly entries: readonly JournalEntry[];
  /** Lines before the last could not be read. The last one may be torn, which is no damage. */
  readonly damaged: boolean;
}

/**
 * The changes of each conversation since its file was last saved, one line each, in `<conversation>.journal` beside it.
 * A change is safe from a crash of the app when `append` returns, and costs its own length, never the conversation's.
 */
export interface ReplyJournal {
  /** `before` is the conversation that the change found; it heads a journal that this opens. Throws `storage-failed`. */
  readonly append: (before: StoredConversation, entry: JournalEntry) => void;
  /** Ends the journal of a conversation whose file now holds all of it. */
  readonly remove: (id: ConversationId) => void;
  /** Conversations with a journal that this session did not open. */
  readonly leftovers: () => readonly ConversationId[];
  /**
   * What a session before left of a conversation; `none` also for a journal of this session. `empty`: it ends before its
   * first change. `damaged`: nothing in it can be used. Throws `storage-failed` when it is there and cannot be read.
   */
  readonly read: (id: ConversationId) => Journal | 'none' | 'empty' | 'damaged';
  /** Keeps a damaged journal under a name with a time stamp, which it returns as a path in the data folder. */
  readonly keepDamaged: (id: ConversationId, now: number) => string;
}

export interface ReplyJournalOptions {
  /** The data folder. */
  readonly directory: string;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: (() => void) | undefined;
}

export function createReplyJournal(options: ReplyJournalOptions): ReplyJournal {
  const { checkFolder } = options;
  const directory = join(options.directory, FOLDER);
  makeDirectory(directory);
  const open = new Map<ConversationId, AppendFile>();
  const pathOf = (id: ConversationId): string => join(directory, `${id}.journal`);

  return {
    append: (before, entry) => {
      const { id } = before.conversation;
      checkFolder?.();
      const file = open.get(id) ?? createAppendFile(pathOf(id), headerOf(before));
      open.set(id, file);
      // What a person wrote cannot be asked for again.
      file.append(JSON.stringify(entry), { atOnce: entry.change.type === 'message-added' });
    },
    remove: (id) => {
      const file = open.get(id);
      open.delete(id);
      if (file === undefined) rmSync(pathOf(id), { force: true });
      else file.remove();
    },
    leftovers: () =>
      readdirSync(directory).flatMap((name) => {
        if (!name.endsWith('.journal')) return [];
        const id = conversationIdSchema.safeParse(basename(name, '.journal')).data;
        return id === undefined || open.has(id) ? [] : [id];
      }),
    read: (id) => {
      const text = open.has(id) ? null : readText(pathOf(id));
      return text === null ? 'none' : parseJournal(text);
    },
    keepDamaged: (id, now) => {
      const stamp = new Date(now).toISOString().replaceAll(':', '-');
      const name = `${id}.damaged-${stamp}.journal`;
      keepCopy(pathOf(id), join(directory, name));
      return `${FOLDER}/${name}`;
    },
  };
}

function headerOf({ conversation, version }: StoredConversation): string {
  const shell = { ...conversation, messages: {} };
  return JSON.stringify({ schemaVersion: 1, version, shell } satisfies JournalHeader);
}

function parseJournal(text: string): Journal | 'empty' | 'damaged' {
  if (isBeginning(text)) return 'empty';
  // What follows the last line break was being written when the app ended.
  const lines = text.split('\n').slice(0, -1);
  const header = parseLine(journalHeaderSchema, lines[0]);
  const others = header === undefined ? lines : lines.slice(1);
  if (header !== undefined && others.length === 0) return 'empty';
  const entries = others.flatMap((line) => parseLine(journalEntrySchema, line) ?? []);
  if (header === undefined && entries.length === 0) return 'damaged';
  return {
    header: header ?? null,
    entries,
    damaged: header === undefined || entries.length < others.length,
  };
}

const HEADER_START = '{"schemaVersion":1,"version":';

/** Whether it ends within its header, before anything happened. */
function isBeginning(text: string): boolean {
  return !text.includes('\n') && (HEADER_START.startsWith(text) || text.startsWith(HEADER_START));
}

function readText(path: string): string | null {
  try {
    return readWhole(path)?.toString('utf8') ?? null;
  } catch (error) {
    throw storageFailure('read', path, error);
  }
}

function parseLine<Line>(schema: z.ZodType<Line>, line: string | undefined): Line | undefined {
  if (line === undefined) return undefined;
  try {
    const raw: unknown = JSON.parse(line);
    const parsed = schema.safeParse(raw).data;
    return parsed === undefined ? undefined : withUnknown(raw, parsed);
  } catch {
    return undefined;
  }
}
