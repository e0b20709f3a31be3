import { foldWithOffsets } from './fold.ts';

/** Start and end of a match, in UTF-16 units. */
export type Mark = readonly [start: number, end: number];

/**
 * Where `source` has the folded `terms`: in order and without overlaps. Of each term at most `most` places are looked for.
 */
export function marksIn(source: string, terms: readonly string[], most = 200): readonly Mark[] {
  const { text, offsets } = foldWithOffsets(source);
  const all: Mark[] = [];
  for (const term of terms) {
    if (term === '') continue;
    let at = text.indexOf(term);
    for (let count = 0; at !== -1 && count < most; count += 1) {
      all.push([offsets[at] ?? 0, offsets[at + term.length] ?? source.length]);
      at = text.indexOf(term, at + term.length);
    }
  }
  let end = 0;
  return all
    .toSorted(([one], [other]) => one - other)
    .filter(([from, to]) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}
