import { fold } from '#shared/search/fold.ts';

export interface Matchable {
  readonly label: string;
  readonly detail?: string;
  /** Found by these as well, after what is found by its label. */
  readonly keywords?: readonly string[];
  /** Cannot be taken back easily: found only by the beginning of its label or of one of its words. */
  readonly careful?: boolean;
}

/**
 * How well an item answers what was typed: 0 is not at all. Every word that was typed has to be found, each as letters that
 * stand together; the whole label is better than its beginning, that than the beginning of a word, that than a place within
 * one. Case, accents and width make no difference.
 */
export function matchScore(item: Matchable, search: string): number {
  const wanted = fold(search).trim();
  if (wanted === '') return 1;
  const label = fold(item.label).trim();
  if (label === wanted) return 4;
  if (label.startsWith(wanted)) return 3;
  const words = wanted.split(' ');
  const inLabel = words.map((word) => wordScore(label, word));
  if (inLabel.every((score) => score > 0)) {
    const score = Math.min(...inLabel);
    return item.careful === true && score < 2 ? 0 : score;
  }
  if (item.careful === true) return 0;
  const others = [label, ...[item.detail ?? '', ...(item.keywords ?? [])].map(fold)];
  const isFound = words.every((word) => others.some((text) => text.includes(word)));
  return isFound ? 0.5 : 0;
}

/** 2 at the beginning of a word, 1 within one, 0 for none. */
function wordScore(label: string, word: string): 0 | 1 | 2 {
  let at = label.indexOf(word);
  if (at === -1) return 0;
  for (; at !== -1; at = label.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(label.charAt(at - 1))) return 2;
  return 1;
}

/** The items that answer, the best first; those that answer alike keep their order. */
export function ranked<Item extends Matchable>(items: readonly Item[], search: string): Item[] {
  return items
    .map((item) => ({ item, score: matchScore(item, search) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
