import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '#shared/search/fold.ts';
import { isFiltered } from '#shared/search/query.ts';
import type { SearchQuery } from '#shared/search/query.ts';
import type { SearchHit, SearchResults, Snippet } from '#shared/search/search.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { readDocument, textOfMessage } from './records.ts';
import { scan } from './scan.ts';
import type { Found } from './scan.ts';
import { snippetOf } from './snippet.ts';
import type { CachedConversation } from './table-line.ts';
import type { TextCache } from './text-cache.ts';

/** What a search has to know of a conversation besides its document. */
export interface Listed {
  readonly id: ConversationId;
  readonly title: string;
  readonly updatedAt: number;
}

/** Full-text search over the documents of a folder. All calls block: it lives in a thread of its own. */
export interface Searcher {
  /** The conversations to be searched, from now on. */
  readonly setLibrary: (library: readonly Listed[]) => void;
  /** `isSuperseded` is asked often; once it is true the results are empty and say so. */
  readonly find: (query: SearchQuery, limit: number, isSuperseded: () => boolean) => SearchResults;
  readonly close: () => void;
}

/** A larger document is not parsed for the sake of a snippet: its folded text has to do. */
const LARGEST_SNIPPET_SOURCE = 8 * 1024 * 1024;

/** `directory`: where the documents are. */
export function createSearcher(directory: string, cache: TextCache): Searcher {
  let library: ReadonlyMap<string, Listed> = new Map();
  /** Until every file was looked at once, changes that were made outside this session may be unknown. */
  let isChecked = false;

  /** Brings the cache up to date; false when superseded, and then the rest is done by the next search. */
  function refresh(isSuperseded: () => boolean): boolean {
    for (const id of cache.conversations.keys()) if (!library.has(id)) cache.drop(id);
    // Oldest first, so that the newest are at the end, where the scan begins.
    const stale = [...library.values()]
      .filter(isStale)
      .toSorted((one, other) => one.updatedAt - other.updatedAt);
    for (const { id } of stale) {
      if (isSuperseded()) return false;
      index(id);
    }
    isChecked = true;
    cache.compact();
    return true;
  }

  function isStale({ id, updatedAt }: Listed): boolean {
    const known = cache.conversations.get(id);
    if (known === undefined || known.updatedAt !== updatedAt) return true;
    if (isChecked) return false;
    const stamp = stampOf(pathOf(directory, id));
    return stamp?.size !== known.size || stamp.modifiedMs !== known.modifiedMs;
  }

  function index(id: ConversationId): void {
    const path = pathOf(directory, id);
    const stamp = stampOf(path);
    const known = cache.conversations.get(id);
    if (stamp === null) {
      cache.drop(id);
      return;
    }
    if (known?.size === stamp.size && known.modifiedMs === stamp.modifiedMs) return;
    const text = read(path);
    // Looked at again by the next search: the system may give it then.
    if (text === null) return cache.drop(id);
    const document = readDocument(text);
    cache.put({ id, ...stamp, updatedAt: document?.updatedAt ?? 0 }, document?.records ?? []);
  }

  return {
    setLibrary: (listed) => {
      library = new Map(listed.map((one) => [one.id, one]));
    },
    find(query, limit, isSuperseded) {
      if (!refresh(isSuperseded)) return superseded;
      const found = scan(cache, query, {
        isWanted: (id) => library.has(id),
        most: limit,
        isSuperseded,
      });
      if (found === null) return superseded;
      const hits = new Map<string, SearchHit>();
      for (const one of found) {
        if (isSuperseded()) return superseded;
        hits.set(one.conversation.id, toHit(one, snippet(one, query.terms)));
      }
      for (const { id } of titled(library, query)) if (!hits.has(id)) hits.set(id, titleHit(id));
      const inOrder = [...hits.values()].toSorted((one, other) => time(other) - time(one));
      const hasMore = found.length >= limit || inOrder.length > limit;
      return { hits: inOrder.slice(0, limit), hasMore, superseded: false };
    },
    close: cache.close,
  };

  function snippet({ conversation, message }: Found, terms: readonly string[]): Snippet | null {
    const source =
      conversation.size <= LARGEST_SNIPPET_SOURCE
        ? textOfMessage(read(pathOf(directory, conversation.id)) ?? '', message.messageId)
        : foldedText(cache, conversation, message.messageId);
    return source === null ? null : snippetOf(source, terms);
  }

  function time({ conversationId }: SearchHit): number {
    return library.get(conversationId)?.updatedAt ?? 0;
  }
}

function pathOf(directory: string, id: string): string {
  return join(directory, `${id}.json`);
}

function toHit({ conversation, message, count }: Found, snippet: Snippet | null): SearchHit {
  return {
    conversationId: conversation.id as ConversationId,
    messageId: message.messageId as MessageId,
    role: message.role,
    count,
    snippet,
  };
}

const superseded: SearchResults = { hits: [], hasMore: true, superseded: true };

function titleHit(conversationId: ConversationId): SearchHit {
  return { conversationId, messageId: null, role: null, count: 0, snippet: null };
}

/** The conversations whose title alone has all words. */
function titled(library: ReadonlyMap<string, Listed>, query: SearchQuery): readonly Listed[] {
  if (query.terms.length === 0 || isFiltered(query)) return [];
  return [...library.values()].filter(({ title }) => {
    const folded = fold(title);
    return query.terms.every((term) => folded.includes(term));
  });
}

function foldedText(
  cache: TextCache,
  { offset, messages }: CachedConversation,
  messageId: string,
): string | null {
  let start = offset;
  for (const message of messages) {
    if (message.messageId === messageId) {
      const bytes = Buffer.alloc(message.bytes);
      cache.read(bytes, start);
      return bytes.toString();
    }
    start += message.bytes + 1;
  }
  return null;
}

function stampOf(path: string): { readonly size: number; readonly modifiedMs: number } | null {
  try {
    const { size, mtimeMs } = statSync(path);
    return { size, modifiedMs: mtimeMs };
  } catch {
    return null;
  }
}

/** `null`: it went away meanwhile, or the system does not give it. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
