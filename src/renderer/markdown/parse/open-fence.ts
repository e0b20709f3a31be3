import type { Block } from './document.ts';

/** A code block at the end of a text whose closing fence has not come: only its new lines need a look. */
export interface OpenFence {
  readonly block: Block;
  readonly codeOffset: number;
  readonly closing: RegExp;
  /** Lines before it hold no closing fence. */
  readonly scannedTo: number;
}

// With a bar in it the line may still become the head of a table. A marker is taken whole or not at all: of a long one
// whose line has not ended, every beginning would be tried otherwise.
const opening = /(`{3,}(?!`)|~{3,}(?!~))[^\n|]*\n/y;

/** The fence that `block` is, when it begins at the margin and its first line is complete; else `null`. */
export function openFenceAt(block: Block | undefined, text: string): OpenFence | null {
  if (block?.node.type !== 'code' || !block.open) return null;
  opening.lastIndex = block.offset;
  const marker = opening.exec(text)?.[1];
  if (marker === undefined) return null;
  const codeOffset = opening.lastIndex;
  const character = marker[0] === '`' ? '`' : '~';
  const closing = new RegExp(`^ {0,3}${character}{${marker.length},}[ \\t]*$`);
  return followFence({ block, codeOffset, closing, scannedTo: codeOffset }, text);
}

/** The same fence with the text that came since; `null` as soon as a line may close it. */
export function followFence(fence: OpenFence, text: string): OpenFence | null {
  let { scannedTo } = fence;
  for (let end = text.indexOf('\n', scannedTo); end !== -1; end = text.indexOf('\n', scannedTo)) {
    if (fence.closing.test(text.slice(scannedTo, end))) return null;
    scannedTo = end + 1;
  }
  if (fence.closing.test(text.slice(scannedTo))) return null;
  const { node } = fence.block;
  if (node.type !== 'code') return null;
  // As the parser does: a last line of nothing but spaces is none.
  const code = text.slice(fence.codeOffset).replace(/(?:^|\n)[ \t]*$/, '');
  const block = code === node.code ? fence.block : { ...fence.block, node: { ...node, code } };
  return { ...fence, block, scannedTo };
}
