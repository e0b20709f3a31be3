import { createContext, useContext } from 'react';

/** What is searched for, in lower case; empty: everything is shown, a section at a time. */
export const SearchContext = createContext('');

/** Whether something with these words is to be shown. */
export function useIsFound(...words: readonly string[]): boolean {
  return isFound(useContext(SearchContext), words);
}

/** Every word of the query begins or is within some of the words. */
export function isFound(query: string, words: readonly string[]): boolean {
  const text = words.join(' ').toLocaleLowerCase();
  return query.split(/\s+/).every((part) => text.includes(part));
}
