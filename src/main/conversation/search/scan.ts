import type { SearchQuery } from '#shared/search/query.ts';
import { contentBits } from './records.ts';
import type { CachedConversation, CachedMessage } from './table-line.ts';
import type { TextCache } from './text-cache.ts';

/** A conversation that has the searched words in one message. */
export interface Found {
  readonly conversation: CachedConversation;
  /** The newest message that has them. */
  readonly message: CachedMessage;
  readonly count: number;
}

export interface ScanOptions {
  /** Which conversations of the cache count. */
  readonly isWanted: (id: string) => boolean;
  /** Looks no further once this many conversations were found. */
  readonly most: number;
  /** Asked between two windows: whether nobody waits for the answer any more. */
  readonly isSuperseded: () => boolean;
}

/** Bytes that are looked through at a time. */
const WINDOW = 4 * 1024 * 1024;

/**
 * The conversations whose messages have all words of a query and pass its filters. The text file is looked through from
 * its end, so what was indexed last is found first. `null` when superseded.
 */
export function scan(
  cache: TextCache,
  query: SearchQuery,
  options: ScanOptions,
): readonly Found[] | null {
  const segments = [...cache.conversations.values()]
    .filter(({ id, length }) => length > 0 && options.isWanted(id))
    .toSorted((one, other) => other.offset - one.offset);
  const [longest, ...others] = query.terms.map((term) => Buffer.from(term));
  const found: Found[] = [];
  const window = Buffer.allocUnsafe(WINDOW);
  for (let next = 0; next < segments.length && found.length < options.most;) {
    if (options.isSuperseded()) return null;
    const group = takeGroup(segments, next);
    next += group.length;
    const start = group.at(-1)?.offset ?? 0;
    const end = endOf(group[0]);
    const bytes =
      end - start <= WINDOW ? window.subarray(0, end - start) : Buffer.alloc(end - start);
    cache.read(bytes, start);
    for (const conversation of candidates(bytes, start, group, longest)) {
      const from = conversation.offset - start;
      const own = bytes.subarray(from, from + conversation.length);
      const messages = matching(own, conversation, query, { longest, others });
      const message = messages.at(-1);
      if (message !== undefined) found.push({ conversation, message, count: messages.length });
      if (found.length >= options.most) break;
    }
  }
  return found;
}

/** Conversations that lie within one window; a larger one is alone. */
function takeGroup(
  segments: readonly CachedConversation[],
  from: number,
): readonly CachedConversation[] {
  const end = endOf(segments[from]);
  let next = from + 1;
  while (next < segments.length && end - (segments[next]?.offset ?? 0) <= WINDOW) next += 1;
  return segments.slice(from, next);
}

/** The conversations of a group that have the longest word at all: one pass over the bytes, however many conversations there are. */
function candidates(
  bytes: Buffer,
  start: number,
  group: readonly CachedConversation[],
  longest: Buffer | undefined,
): readonly CachedConversation[] {
  if (longest === undefined) return group;
  const having: CachedConversation[] = [];
  let index = group.length - 1;
  let at = bytes.indexOf(longest);
  while (at !== -1) {
    while (index >= 0 && endOf(group[index]) <= start + at) index -= 1;
    const conversation = group[index];
    if (conversation === undefined) break;
    // What lies before it is dead.
    if (conversation.offset <= start + at) having.push(conversation);
    const next = conversation.offset <= start + at ? endOf(conversation) : conversation.offset;
    at = bytes.indexOf(longest, next - start);
  }
  return having.toReversed();
}

function endOf(conversation: CachedConversation | undefined): number {
  return conversation === undefined ? 0 : conversation.offset + conversation.length;
}

interface Terms {
  readonly longest: Buffer | undefined;
  readonly others: readonly Buffer[];
}

function matching(
  bytes: Buffer,
  conversation: CachedConversation,
  query: SearchQuery,
  { longest, others }: Terms,
): CachedMessage[] {
  const matches: CachedMessage[] = [];
  if (longest === undefined)
    return conversation.messages.filter((message) => passes(message, query));
  let at = bytes.indexOf(longest);
  let start = 0;
  for (const message of conversation.messages) {
    if (at === -1) break;
    const end = start + message.bytes;
    if (at < end) {
      const text = bytes.subarray(start, end);
      if (passes(message, query) && others.every((term) => text.includes(term)))
        matches.push(message);
      at = bytes.indexOf(longest, end);
    }
    start = end + 1;
  }
  return matches;
}

function passes(message: CachedMessage, query: SearchQuery): boolean {
  return (
    (query.role === null || query.role === message.role) &&
    (query.after === null || message.createdAt >= query.after) &&
    (query.before === null || message.createdAt < query.before) &&
    (query.model === null || message.model.includes(query.model)) &&
    query.has.every((kind) => (message.content & contentBits[kind]) !== 0)
  );
}
