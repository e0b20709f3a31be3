import { Worker } from 'node:worker_threads';
import type { AppEvent } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import { isEmptyQuery, parseQuery } from '#shared/search/query.ts';
import type { SearchResults } from '#shared/search/search.ts';
import type { SearchReply, SearchRequest, SearchWorkerData } from './worker-message.ts';

/** Full-text search over the library, in a thread that begins with the first search. */
export interface Search {
  /**
   * At most `limit` conversations that have all words of `text` in their title or in one of their messages, on whatever
   * branch. A search that a later one overtook resolves at once as superseded. Throws `storage-failed` when the library
   * cannot be searched.
   */
  readonly find: (text: string, limit: number) => Promise<SearchResults>;
  /** Told of every event: what is listed is told to the thread only after a change. */
  readonly follow: (event: AppEvent) => void;
  readonly close: () => Promise<void>;
}

export interface SearchOptions {
  /** The built worker, or its source. */
  readonly worker: URL;
  /** Where the documents are. */
  readonly directory: string;
  /** May be thrown away at any time. */
  readonly cacheFolder: string;
  readonly summaries: () => readonly ConversationSummary[];
}

const nothing: SearchResults = { hits: [], hasMore: false, superseded: false };

export function createSearch(options: SearchOptions): Search {
  const latest = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const newest = new Int32Array(latest);
  const waiting = new Map<number, PromiseWithResolvers<SearchResults>>();
  let thread: Worker | null = null;
  let isLibraryTold = false;

  function start(): Worker {
    const { directory, cacheFolder } = options;
    const started = new Worker(options.worker, {
      workerData: { directory, cacheFolder, latest } satisfies SearchWorkerData,
    });
    started.on('message', ({ number, results, problem }: SearchReply) => {
      const promise = waiting.get(number);
      waiting.delete(number);
      if (problem === null) promise?.resolve(results);
      else promise?.reject(cannotSearch(problem));
    });
    const endOf = (reason: string): void => {
      if (thread === started) end(reason);
    };
    started.on('error', (error) => endOf(error instanceof Error ? error.message : String(error)));
    started.on('exit', () => endOf('it ended unexpectedly'));
    // A search that still runs keeps no process alive.
    started.unref();
    return started;
  }

  /** The next search begins with a new thread. */
  function end(reason: string): void {
    thread = null;
    isLibraryTold = false;
    for (const promise of waiting.values()) promise.reject(cannotSearch(reason));
    waiting.clear();
  }

  /** What the thread does not know yet of the library. */
  function news(): SearchRequest['library'] {
    if (isLibraryTold) return null;
    isLibraryTold = true;
    return options
      .summaries()
      .filter(({ trashedAt }) => trashedAt === null)
      .map(({ id, title, updatedAt }) => ({ id, title, updatedAt }));
  }

  return {
    find: async (text, limit) => {
      const query = parseQuery(text);
      const number = Atomics.add(newest, 0, 1) + 1;
      if (isEmptyQuery(query)) return nothing;
      thread ??= start();
      const promise = Promise.withResolvers<SearchResults>();
      waiting.set(number, promise);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin.
      thread.postMessage({ number, query, limit, library: news() } satisfies SearchRequest);
      return promise.promise;
    },
    follow: ({ type }) => {
      if (type === 'summary-changed' || type === 'summary-removed') isLibraryTold = false;
    },
    close: async () => {
      const running = thread;
      end('Parley is ending');
      await running?.terminate();
    },
  };
}

function cannotSearch(reason: string): FailureError {
  return new FailureError({
    code: 'storage-failed',
    message: `Cannot search the conversations: ${reason}. Try again; restarting Parley builds the search anew.`,
    retryable: true,
  });
}
