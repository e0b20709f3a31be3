import type { ElizaScript } from './script.ts';

/** A piece of a clause: the words from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The numbered pieces of `words` under a decomposition, or `null` when it does not fit. Each `*` takes as few words as
 * it can, as in the original. At most a power of the number of `*`: clauses are short.
 */
export function matchDecomposition(
  decomposition: string,
  words: readonly string[],
  groups: ElizaScript['groups'],
): readonly Span[] | null {
  const elements = decomposition.split(' ');
  return matchFrom(0, 0);

  function matchFrom(element: number, start: number): Span[] | null {
    const pattern = elements[element];
    if (pattern === undefined) return start === words.length ? [] : null;
    if (pattern !== '*') return matchWord(pattern, element, start);
    for (let end = start; end <= words.length; end += 1) {
      const rest = matchFrom(element + 1, end);
      if (rest !== null) return [{ start, end }, ...rest];
    }
    return null;
  }

  function matchWord(pattern: string, element: number, start: number): Span[] | null {
    const word = words[start];
    if (word === undefined || !accepts(pattern, word)) return null;
    const rest = matchFrom(element + 1, start + 1);
    if (rest === null || !isNumbered(pattern)) return rest;
    return [{ start, end: start + 1 }, ...rest];
  }

  function accepts(pattern: string, word: string): boolean {
    if (pattern.startsWith('@')) return groups[pattern.slice(1)]?.includes(word) === true;
    return pattern.includes('|') ? pattern.split('|').includes(word) : pattern === word;
  }
}

function isNumbered(pattern: string): boolean {
  return pattern.startsWith('@') || pattern.includes('|');
}
