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

function closeStrong(content: string): string {
  const plain = content.replace(/`[^`]*`/g, (span) => '.'.repeat(span.length));
  // One star at the end is half of two: of an opener after a space, else of the closer that is due.
  const text = /(?<!\*)\*$/.test(plain) ? content.slice(0, -1) : content;
  const markers = Array.from(plain.slice(0, text.length).matchAll(/(?<![\\*])\*\*(?!\*)/g));
  const last = markers.at(-1);
  if (markers.length % 2 === 0 || last === undefined) {
    // With nothing open, a star at the end may also be a word of its own.
    return /(?:^|\s)\*$/.test(content) ? text : content;
  }
  const rest = text.slice(last.index + 2);
  if (rest === '') return text.slice(0, last.index);
  if (/^\s/.test(rest)) return content;
  const end = text.trimEnd();
  return `${end}**${text.slice(end.length)}`;
}
