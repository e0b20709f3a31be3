import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/**
 * `[^label]: text` as a block of its own, shown where it stands, and `[^label]` as a reference to it. A reference to
 * nothing stays text, so that a character class in prose is not mistaken for one.
 */
export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'footnote', footnoteBlock, {
    alt: ['paragraph', 'reference'],
  });
  markdown.inline.ruler.before('link', 'footnote_reference', footnoteReference);
}

const definition = /\[\^([^\s\]^]{1,64})\]:[ \t]*/y;
const reference = /\[\^([^\s\]^]{1,64})\]/y;

function footnoteBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  definition.lastIndex = start;
  const match = definition.exec(state.src);
  if (match?.[1] === undefined || definition.lastIndex > (state.eMarks[startLine] ?? 0))
    return false;
  if (silent) return true;
  const label = match[1];
  const known = state.env['footnotes'] as Record<string, true> | undefined;
  if (known !== undefined) known[`^${label}`] = true;

  const open = state.push('footnote_open', 'div', 1);
  open.info = label;
  const map: [number, number] = [startLine, 0];
  open.map = map;
  const saved = {
    bMark: state.bMarks[startLine] ?? 0,
    tShift: state.tShift[startLine] ?? 0,
    sCount: state.sCount[startLine] ?? 0,
    blkIndent: state.blkIndent,
    parentType: state.parentType,
  };
  // The text after the label is the first line of the body; what is indented by four belongs to it.
  state.bMarks[startLine] = definition.lastIndex;
  state.tShift[startLine] = 0;
  state.blkIndent += 4;
  state.sCount[startLine] = state.blkIndent;
  state.parentType = 'footnote';
  state.md.block.tokenize(state, startLine, endLine);
  state.parentType = saved.parentType;
  state.blkIndent = saved.blkIndent;
  state.bMarks[startLine] = saved.bMark;
  state.tShift[startLine] = saved.tShift;
  state.sCount[startLine] = saved.sCount;
  map[1] = state.line;
  state.push('footnote_close', 'div', -1);
  return true;
}

function footnoteReference(state: StateInline, silent: boolean): boolean {
  reference.lastIndex = state.pos;
  const match = reference.exec(state.src);
  if (match?.[1] === undefined || reference.lastIndex > state.posMax) return false;
  const known = state.env['footnotes'] as Record<string, true> | undefined;
  if (known?.[`^${match[1]}`] !== true) return false;
  if (!silent) state.push('footnote_reference', '', 0).info = match[1];
  state.pos = reference.lastIndex;
  return true;
}
