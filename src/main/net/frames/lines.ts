import type { FrameLimit } from './frame.ts';

/** Splits text into blocks of whole lines, wherever its pieces were split. The limit bounds the memory held. */
export interface LineBlocks {
  /**
   * The lines that a piece completes, each ended by LF whatever ended it; empty when it completes none. A line is complete
   * at its CR: nothing waits for a following LF, and none that follows in the next piece is an end of its own.
   */
  readonly add: (piece: string) => string;
  /** What follows the last line end, at the clean end of the input. */
  readonly rest: () => string;
}

export function createLineBlocks(limit: FrameLimit): LineBlocks {
  let pending = '';
  let afterCarriageReturn = false;

  function add(piece: string): string {
    if (piece === '') return '';
    const start = afterCarriageReturn && piece.startsWith('\n') ? 1 : 0;
    afterCarriageReturn = piece.endsWith('\r');
    const lastFeed = piece.lastIndexOf('\n') + 1;
    // Only behind the last LF: a piece of many lines is not read twice for a CR that it has not.
    const end = lastFeed + piece.slice(lastFeed).lastIndexOf('\r') + 1;
    const isComplete = end > start;
    const block = isComplete ? pending + piece.slice(start, end) : '';
    pending = isComplete ? piece.slice(end) : pending + piece.slice(start);
    if (pending.length > limit.size) throw limit.exceeded('a line');
    return block.includes('\r') ? block.replace(/\r\n?/gu, '\n') : block;
  }

  return { add, rest: () => pending };
}
