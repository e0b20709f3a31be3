/** An end of a sentence with what closes it, or of a paragraph. A row of full stops is tried once, not from each of them. */
const SENTENCE_END = /(?<![.!?…。！？])[.!?…。！？]+["'»”)\]]*(?=\s)|\n\n/gu;

/** Where the last whole sentence of the text ends: what comes after is still being written. */
export function endOfSentences(text: string): number {
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) end = match.index + match[0].length;
  return end;
}

/**
 * Markdown as it is spoken: without marks, with code left out by its fence. In linear time: no part of a pattern reaches
 * over what begins it again.
 */
export function toSpeech(markdown: string): string {
  return markdown
    .replaceAll(/```[^\n]{0,200}\n[\s\S]*?(```|$)/g, ' ')
    .replaceAll(/!?\[([^[\]]*)\]\([^)[]*\)/g, '$1')
    .replaceAll(/^[ \t]*(#{1,6}|[-*+>])[ \t]+/gm, '')
    .replaceAll(/[*_`~|]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
