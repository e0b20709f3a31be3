import {
  closeSync,
  ftruncateSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SearchRecord } from './records.ts';
import { formatLine, parseLine } from './table-line.ts';
import type { CachedConversation, CachedMessage } from './table-line.ts';

/**
 * The folded text of all conversations in one file, with a table of what is where. It can be thrown away at any time: what
 * does not fit together is begun anew, and nothing here is the only copy of anything. Throws what the file system throws.
 */
export interface TextCache {
  readonly conversations: ReadonlyMap<string, CachedConversation>;
  /** The length of the text file in bytes. */
  readonly size: () => number;
  /** Appends the conversation anew; what was there of it is dead. */
  readonly put: (
    stamp: Pick<CachedConversation, 'id' | 'updatedAt' | 'size' | 'modifiedMs'>,
    records: readonly SearchRecord[],
  ) => void;
  readonly drop: (id: string) => void;
  /** Reads bytes of the text file into `target`; returns how many there were. */
  readonly read: (target: Uint8Array, offset: number) => number;
  /** Writes what is alone to new files when a third of the text is dead. */
  readonly compact: () => void;
  readonly close: () => void;
}

const HEAD = '{"format":"parley-search","version":1}';
const DEAD_SHARE = 0.3;

export function openTextCache(folder: string): TextCache {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const textPath = join(folder, 'text');
  const tablePath = join(folder, 'table');
  let text = openSync(textPath, 'a+', 0o600);
  let table = openSync(tablePath, 'a+', 0o600);
  let size = fstatSync(text).size;
  const conversations = new Map<string, CachedConversation>();
  if (!readTable()) begin();

  /** Whether the table is one of ours and speaks of bytes that are there. */
  function readTable(): boolean {
    const [head, ...lines] = readFileSync(tablePath, 'utf8').split('\n');
    if (head !== HEAD) return false;
    for (const line of lines) {
      if (line === '') continue;
      const entry = parseLine(line);
      if (entry === null || entry.offset + entry.length > size) return false;
      if (entry.length === 0 && entry.messages.length === 0) conversations.delete(entry.id);
      else conversations.set(entry.id, entry);
    }
    return true;
  }

  function begin(): void {
    conversations.clear();
    ftruncateSync(text, 0);
    ftruncateSync(table, 0);
    size = 0;
    writeAll(table, Buffer.from(`${HEAD}\n`));
  }

  function append(entry: CachedConversation): void {
    writeAll(table, Buffer.from(`${formatLine(entry)}\n`));
    conversations.set(entry.id, entry);
  }

  function compact(): void {
    let live = 0;
    for (const { length } of conversations.values()) live += length;
    if (size === 0 || live >= size * (1 - DEAD_SHARE)) return;
    const newText = openSync(`${textPath}.new`, 'w', 0o600);
    const newTable = openSync(`${tablePath}.new`, 'w', 0o600);
    let offset = 0;
    writeAll(newTable, Buffer.from(`${HEAD}\n`));
    for (const entry of conversations.values()) {
      const bytes = Buffer.alloc(entry.length);
      readSync(text, bytes, 0, entry.length, entry.offset);
      writeAll(newText, bytes);
      const moved = { ...entry, offset };
      writeAll(newTable, Buffer.from(`${formatLine(moved)}\n`));
      conversations.set(entry.id, moved);
      offset += entry.length;
    }
    for (const file of [text, table, newText, newTable]) closeSync(file);
    // Between the two the table speaks of bytes that are not there, so it is begun anew.
    rmSync(tablePath);
    renameSync(`${textPath}.new`, textPath);
    renameSync(`${tablePath}.new`, tablePath);
    text = openSync(textPath, 'a+', 0o600);
    table = openSync(tablePath, 'a+', 0o600);
    size = offset;
  }

  return {
    conversations,
    size: () => size,
    put(stamp, records) {
      const { bytes: all, messages } = encode(records);
      writeAll(text, all);
      append({ ...stamp, offset: size, length: all.length, messages });
      size += all.length;
    },
    drop(id) {
      if (!conversations.delete(id)) return;
      const none = { id, updatedAt: 0, size: 0, modifiedMs: 0, offset: 0, length: 0, messages: [] };
      writeAll(table, Buffer.from(`${formatLine(none)}\n`));
    },
    read: (target, offset) => readSync(text, target, 0, target.length, offset),
    compact,
    close: () => {
      closeSync(text);
      closeSync(table);
    },
  };
}

function encode(records: readonly SearchRecord[]) {
  const messages: CachedMessage[] = [];
  const pieces: Buffer[] = [];
  for (const { text, ...record } of records) {
    const bytes = Buffer.from(`${text}\0`);
    pieces.push(bytes);
    messages.push({ ...record, bytes: bytes.length - 1 });
  }
  return { bytes: Buffer.concat(pieces), messages };
}

/** A write may be shorter than asked for, as on a disk that is nearly full. */
function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
