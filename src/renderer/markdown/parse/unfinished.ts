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
  for (let index = 0; index < runs.length; index++) {
    const opener = runs[index];
    if (opener === undefined) break;
    const length = opener.end - opener.start;
    const closer = runs.findIndex(({ start, end }, at) => at > index && end - start === length);
    if (closer === -1) return opener;
    index = closer;
  }
  return null;
}

function withoutHalfLink(content: string): string {
  return content.replace(/(!?)\[([^\]\n]*)\]\([^)\s]*$/, (_, image: string, label: string) =>
    image === '' ? label : '',
  );
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
