import type { FrameLimit } from './frame.ts';

/** Lines completed by one piece of text. `rest` is what follows the last line end, told once, at the clean end of the input. */
export interface Lines {
  readonly complete: readonly string[];
  readonly rest: string | null;
}

/**
 * Cuts text at LF, CR and CRLF alone, wherever its pieces were cut. A line is complete at its CR: nothing waits for a
 * following LF. The memory held is bounded by `limit`.
 */
export async function* splitLines(
  text: AsyncIterable<string>,
  limit: FrameLimit,
): AsyncIterable<Lines> {
  let pending = '';
  let afterCarriageReturn = false;
  for await (const piece of text) {
    if (piece === '') continue;
    const complete: string[] = [];
    let start = afterCarriageReturn && piece.startsWith('\n') ? 1 : 0;
    afterCarriageReturn = piece.endsWith('\r');
    let end = nextLineEnd(piece, start);
    while (end !== -1) {
      complete.push(pending + piece.slice(start, end));
      pending = '';
      start = end + (piece[end] === '\r' && piece[end + 1] === '\n' ? 2 : 1);
      end = nextLineEnd(piece, start);
    }
    pending += piece.slice(start);
    if (pending.length > limit.size) throw limit.exceeded('a line');
    if (complete.length > 0) yield { complete, rest: null };
  }
  yield { complete: [], rest: pending };
}

function nextLineEnd(piece: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.exec(piece)?.index ?? -1;
}

/** One pass however many lines a piece has: two `indexOf` would each scan to its end for the terminator that is absent. */
const lineEnd = /[\r\n]/gu;
