import { foldWithOffsets } from '#shared/search/fold.ts';
import type { Snippet } from '#shared/search/search.ts';

/** How much is shown before the first match and in all, in UTF-16 units. */
const BEFORE = 40;
const LENGTH = 200;

/** A piece of one line around the first match, with all matches in it marked. `terms` are folded. */
export function snippetOf(source: string, terms: readonly string[]): Snippet {
  const line = source.replace(/\s+/gu, ' ').trim();
  const { text, offsets } = foldWithOffsets(line);
  const first = Math.min(...terms.map((term) => text.indexOf(term)).filter((at) => at !== -1));
  const anchor = Number.isFinite(first) ? (offsets[first] ?? 0) : 0;
  const start = anchor <= BEFORE ? 0 : wordStart(line, anchor - BEFORE);
  const end = Math.min(line.length, start + LENGTH);
  const opening = start === 0 ? '' : '…';
  const shift = opening.length - start;
  const marks = matchesIn(text, terms)
    .map(([from, to]) => [offsets[from] ?? 0, offsets[to] ?? line.length] as const)
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]) => [from + shift, to + shift] as const);
  return { text: `${opening}${line.slice(start, end)}${end < line.length ? '…' : ''}`, marks };
}

/** The first matches in order, without overlaps; more than a snippet can show are not looked for. */
function matchesIn(text: string, terms: readonly string[]): (readonly [number, number])[] {
  const all: (readonly [number, number])[] = [];
  for (const term of terms) {
    let at = text.indexOf(term);
    for (let count = 0; at !== -1 && count < LENGTH; count += 1) {
      all.push([at, at + term.length]);
      at = text.indexOf(term, at + term.length);
    }
  }
  const inOrder = all.toSorted(([one], [other]) => one - other);
  let end = 0;
  return inOrder.filter(([from, to]) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

/** The beginning of a word near `at`, so that a snippet does not start within one. */
function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  return space === -1 || space > at + BEFORE / 2 ? at : space + 1;
}
