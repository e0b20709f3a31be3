import type { SearchQuery } from '#shared/search/query.ts';
import type { SearchResults } from '#shared/search/search.ts';
import type { Listed } from './searcher.ts';

export interface SearchWorkerData {
  /** Where the documents are. */
  readonly directory: string;
  readonly cacheFolder: string;
  /** One 32-bit number: that of the newest search. */
  readonly latest: SharedArrayBuffer;
}

export interface SearchRequest {
  readonly number: number;
  readonly query: SearchQuery;
  readonly limit: number;
  /** `null`: as it was. */
  readonly library: readonly Listed[] | null;
}

export interface SearchReply {
  readonly number: number;
  readonly results: SearchResults;
  /** Why nothing could be searched; `null` when it could. */
  readonly problem: string | null;
}
