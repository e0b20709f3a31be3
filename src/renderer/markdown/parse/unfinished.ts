/** Longer than this between two backticks is not code on its way, but a stray backtick. */
const CODE_LIMIT = 120;

/**
 * The end of a paragraph that is still arriving, with its open markup closed: bold is bold from its first word, and
 * half of a link's address is not shown. What only the end of the text would tell is left as it is.
 */
export function closeUnfinished(content: string): string {
  const code = openCode(content);
  if (code !== null) {
    const inside = content.length - code.end;
    if (inside === 0) return closeStrong(content.slice(0, code.start));
    const closed = content + '`'.repeat(code.end - code.start);
    return inside > CODE_LIMIT ? content : closed;
  }
  return closeStrong(withoutHalfLink(content));
}

/** The run of backticks that has no counterpart; `null` when each has one. */
function openCode(content: string): { readonly start: number; readonly end: number } | null {
  const runs = Array.from(content.matchAll(/(?<!\\)`+/g), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }));
  const closers = closersOf(runs.map(({ start, end }) => end - start));
  for (let index = 0; index < runs.length; index++) {
    const closer = closers[index];
    if (closer === undefined) return runs[index] ?? null;
    index = closer;
  }
  return null;
}

/** For each run the next one of its length; `undefined` where there is none. */
function closersOf(lengths: readonly number[]): readonly (number | undefined)[] {
  const next = new Map<number, number>();
  return lengths
    .map((_, index) => lengths.length - 1 - index)
    .map((index) => {
      const length = lengths[index] ?? 0;
      const closer = next.get(length);
      next.set(length, index);
      return closer;
    })
    .toReversed();
}

/** `[label](addr`, whose address nothing has ended yet, as its label; an image without one. */
function withoutHalfLink(content: string): string {
  const lastEnd = lastIndexOfAny(content, /[)\s]/);
  const lastBreak = content.lastIndexOf('\n');
  let close = content.indexOf('](', lastEnd + 1);
  while (close !== -1) {
    const from = Math.max(close === 0 ? -1 : content.lastIndexOf(']', close - 1), lastBreak) + 1;
    const bracket = content.slice(from, close).indexOf('[');
    if (bracket !== -1) {
      const open = from + bracket;
      const isImage = content[open - 1] === '!';
      return isImage
        ? content.slice(0, open - 1)
        : content.slice(0, open) + content.slice(open + 1, close);
    }
    close = content.indexOf('](', close + 2);
  }
  return content;
}

function lastIndexOfAny(content: string, characters: RegExp): number {
  let index = content.length - 1;
  while (index >= 0 && !characters.test(content.charAt(index))) index -= 1;
  return index;
}

/**
 * Bold that is still open, closed. `|` is the end of what has arrived:
 *
 * - `a **b|`: closed, before the spaces at the end
 * - `a **b*|`: half of its own closer, closed instead of it
 * - `a **|` or `a *|`: an opener without a word is not shown yet
 * - `2 ** 3|`, `a*|`: opens nothing, stays
 */
function closeStrong(content: string): string {
  const plain = withoutCode(content);
  const endsWithStar = /(?<!\*)\*$/.test(plain);
  const text = endsWithStar ? content.slice(0, -1) : content;
  const opener = openStrong(plain.slice(0, text.length));
  if (opener === null) return /(?:^|\s)\*$/.test(content) ? text : content;
  const words = text.slice(opener + 2);
  if (words === '') return text.slice(0, opener);
  if (/^\s/.test(words)) return content;
  const end = text.trimEnd();
  return `${end}**${text.slice(end.length)}`;
}

/** As long as the text, with dots where its code is: stars there are stars. */
function withoutCode(content: string): string {
  return content.replace(/`[^`]*`/g, (span) => '.'.repeat(span.length));
}

/** Where the pair of stars stands that has no counterpart; `null` when each has one. */
function openStrong(plain: string): number | null {
  const pairs = Array.from(plain.matchAll(/(?<![\\*])\*\*(?!\*)/g));
  return pairs.length % 2 === 0 ? null : (pairs.at(-1)?.index ?? null);
}
