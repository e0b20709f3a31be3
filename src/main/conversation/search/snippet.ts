import { marksIn } from '#shared/search/marks.ts';
import type { Snippet } from '#shared/search/search.ts';

/** How much is shown before the first match and in all, in UTF-16 units. */
const BEFORE = 40;
const LENGTH = 200;

/** A piece of one line around the first match, with all matches in it marked. `terms` are folded. */
export function snippetOf(source: string, terms: readonly string[]): Snippet {
  const line = source.replace(/\s+/gu, ' ').trim();
  const marks = marksIn(line, terms);
  const anchor = marks[0]?.[0] ?? 0;
  const start = anchor <= BEFORE ? 0 : wordStart(line, anchor - BEFORE);
  const end = Math.min(line.length, start + LENGTH);
  const opening = start === 0 ? '' : '…';
  const shift = opening.length - start;
  return {
    text: `${opening}${line.slice(start, end)}${end < line.length ? '…' : ''}`,
    marks: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]) => [from + shift, to + shift]),
  };
}

/** The beginning of a word near `at`, so that a snippet does not start within one. */
function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  return space === -1 || space > at + BEFORE / 2 ? at : space + 1;
}
