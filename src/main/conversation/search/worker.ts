import { parentPort, workerData } from 'node:worker_threads';
import { createSearcher } from './searcher.ts';
import { openTextCache } from './text-cache.ts';
import type { SearchReply, SearchRequest, SearchWorkerData } from './worker-message.ts';

/** The thread that searches: it reads the documents by itself, so main only waits for an answer. */
const { directory, cacheFolder, latest } = workerData as SearchWorkerData;
const newest = new Int32Array(latest);
const searcher = createSearcher(directory, openTextCache(cacheFolder));

parentPort?.on('message', ({ number, query, limit, library }: SearchRequest) => {
  if (library !== null) searcher.setLibrary(library);
  const isSuperseded = (): boolean => Atomics.load(newest, 0) !== number;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin.
  parentPort?.postMessage(reply(number, () => searcher.find(query, limit, isSuperseded)));
});

function reply(number: number, find: () => SearchReply['results']): SearchReply {
  try {
    return { number, results: find(), problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { number, results: { hits: [], hasMore: false, superseded: false }, problem };
  }
}
