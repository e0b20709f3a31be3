import type { SearchRecord } from './records.ts';

/** A message in the cache: where its folded text is, and what filters ask of it. */
export type CachedMessage = Omit<SearchRecord, 'text'> & {
  /** Bytes of UTF-8, without the null character behind them. */
  readonly bytes: number;
};

/** A conversation in the cache: its messages lie one behind the other from `offset` on. */
export interface CachedConversation {
  readonly id: string;
  /** What the document itself says of its last change. */
  readonly updatedAt: number;
  /** Of the file when it was read: a file that differs is read again. */
  readonly size: number;
  readonly modifiedMs: number;
  readonly offset: number;
  /** With the null character behind each message. */
  readonly length: number;
  readonly messages: readonly CachedMessage[];
}

type Line = readonly [
  id: string,
  updatedAt: number,
  size: number,
  modifiedMs: number,
  offset: number,
  length: number,
  messages: readonly (readonly [
    messageId: string,
    role: 0 | 1,
    createdAt: number,
    model: string,
    content: number,
    bytes: number,
  ])[],
];

/** A line of the cache's table: short, since a library has one for each conversation and a piece of one for each message. */
export function formatLine(entry: CachedConversation): string {
  const line: Line = [
    entry.id,
    entry.updatedAt,
    entry.size,
    entry.modifiedMs,
    entry.offset,
    entry.length,
    entry.messages.map((message) => [
      message.messageId,
      message.role === 'user' ? 0 : 1,
      message.createdAt,
      message.model,
      message.content,
      message.bytes,
    ]),
  ];
  return JSON.stringify(line);
}

/** `null` for what is no such line. */
export function parseLine(text: string): CachedConversation | null {
  try {
    const [id, updatedAt, size, modifiedMs, offset, length, messages] = JSON.parse(text) as Line;
    return {
      id,
      updatedAt,
      size,
      modifiedMs,
      offset,
      length,
      messages: messages.map(([messageId, role, createdAt, model, content, bytes]) => ({
        messageId,
        role: role === 0 ? 'user' : 'assistant',
        createdAt,
        model,
        content,
        bytes,
      })),
    };
  } catch {
    // A line that was cut by a crash.
    return null;
  }
}
