import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { conversationIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { createAppendFile } from '../files/append-file.ts';
import type { AppendFile } from '../files/append-file.ts';
import type { StoredConversation } from './document.ts';
import { FOLDER } from './folder.ts';
import { keepCopy, makeDirectory } from '../files/durable-files.ts';
import { journalEntrySchema, journalHeaderSchema } from './journal-line.ts';
import type { JournalEntry, JournalHeader } from './journal-line.ts';
import { storageFailure } from '../files/storage-failure.ts';

/** What a journal holds of a session that did not end well. */
export interface Journal {
  readonly header: JournalHeader;
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
  /** `empty`: it ends before its first change. `damaged`: nothing in it can be used. */
  readonly read: (id: ConversationId) => Journal | 'empty' | 'damaged';
  /** Keeps a damaged journal under a name with a time stamp, which it returns as a path in the data folder. */
  readonly keepDamaged: (id: ConversationId, now: number) => string;
}

export function createReplyJournal(options: { readonly directory: string }): ReplyJournal {
  const directory = join(options.directory, FOLDER);
  makeDirectory(directory);
  const open = new Map<ConversationId, AppendFile>();
  const pathOf = (id: ConversationId): string => join(directory, `${id}.journal`);

  return {
    append: (before, entry) => {
      const { id } = before.conversation;
      const file = open.get(id) ?? start(pathOf(id), before);
      open.set(id, file);
      file.append(JSON.stringify(entry));
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
    read: (id) => readJournal(pathOf(id)),
    keepDamaged: (id, now) => {
      const stamp = new Date(now).toISOString().replaceAll(':', '-');
      const name = `${id}.damaged-${stamp}.journal`;
      keepCopy(pathOf(id), join(directory, name));
      return `${FOLDER}/${name}`;
    },
  };
}

function start(path: string, before: StoredConversation): AppendFile {
  const { conversation, version } = before;
  const header: JournalHeader = {
    schemaVersion: 1,
    version,
    shell: { ...conversation, messages: {} },
  };
  const file = createAppendFile(path);
  try {
    file.append(JSON.stringify(header));
  } catch (error) {
    file.remove();
    throw error;
  }
  return file;
}

function readJournal(path: string): Journal | 'empty' | 'damaged' {
  const lines = readLines(path);
  if (lines.length < 2) return 'empty';
  const header = journalHeaderSchema.safeParse(parseLine(lines[0])).data;
  if (header === undefined) return 'damaged';
  const entries: JournalEntry[] = [];
  let damaged = false;
  for (const line of lines.slice(1)) {
    const entry = journalEntrySchema.safeParse(parseLine(line)).data;
    if (entry === undefined) damaged = true;
    else entries.push(entry);
  }
  return { header, entries, damaged };
}

/** Whole lines only: what follows the last line break was being written when the app ended. */
function readLines(path: string): string[] {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  } catch (error) {
    throw storageFailure('read', path, error);
  }
}

function parseLine(line: string | undefined): unknown {
  try {
    return line === undefined ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}
