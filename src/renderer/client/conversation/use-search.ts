import { useEffect, useState } from 'react';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { SearchHit } from '#shared/search/search.ts';
import { call } from '../bridge.ts';

export interface SearchState {
  /** What `hits` were found for; another one than was asked for last while that is still looked for. */
  readonly text: string;
  readonly hits: readonly SearchHit[];
  /** There are more conversations than `hits`. */
  readonly hasMore: boolean;
  readonly failure: Failure | null;
}

/** As many as a person reads before narrowing down. */
const LIMIT = 100;
/** Within a word nobody waits for results, in milliseconds. */
const PAUSE_MS = 60;

const nothing: SearchState = { text: '', hits: [], hasMore: false, failure: null };

/** What the library has of `text`, as it is typed. What was found last stays until there is something newer. */
export function useSearch(text: string): SearchState {
  const [state, setState] = useState(nothing);
  useEffect(() => {
    if (text === '') return undefined;
    let isWanted = true;
    const search = async (): Promise<void> => {
      try {
        const found = await call('conversation.search', { text, limit: LIMIT });
        if (!isWanted || found.superseded) return;
        setState({ text, hits: found.hits, hasMore: found.hasMore, failure: null });
      } catch (error) {
        if (isWanted) setState({ ...nothing, text, failure: toFailure(error) });
      }
    };
    const timer = setTimeout(() => void search(), PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return text === '' ? nothing : state;
}
