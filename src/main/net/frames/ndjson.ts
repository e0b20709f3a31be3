import type { Frame, FrameCutter, FrameLimit } from './frame.ts';
import { createLineBlocks } from './lines.ts';

/**
 * One JSON value a line; empty lines are skipped and the last line needs no end.
 * A body whose first line is not a value of its own (a pretty-printed error, a page) is one `document`. With
 * `mayBeDocument`, for a body labelled as JSON, so is a body of a single line: the first is then held until a second comes.
 */
export function createNdjsonCutter(limit: FrameLimit, mayBeDocument: boolean): FrameCutter {
  const blocks = createLineBlocks(limit);
  let held: string | undefined;
  let document: string[] | undefined;
  let first = true;
  let size = 0;

  function accept(line: string, frames: Frame[]): void {
    const content = first ? line.replace(/^\uFEFF/u, '') : line;
    if (document === undefined && content.trim() === '') return;
    if (first && !isJson(content)) document = [];
    if (document !== undefined) {
      size += content.length + 1;
      if (size > limit.size) throw limit.exceeded('a document');
      document.push(content);
    } else if (first && mayBeDocument) held = content;
    else {
      if (held !== undefined) frames.push({ type: 'line', text: held });
      held = undefined;
      frames.push({ type: 'line', text: content });
    }
    first = false;
  }

  return {
    add(piece) {
      const block = blocks.add(piece);
      if (block === '') return [];
      const frames: Frame[] = [];
      const lines = block.split('\n');
      // What follows the last end is the empty text.
      lines.pop();
      for (const line of lines) accept(line, frames);
      return frames;
    },
    end() {
      const frames: Frame[] = [];
      accept(blocks.rest(), frames);
      if (held !== undefined) frames.push({ type: 'document', text: held });
      if (document !== undefined) frames.push({ type: 'document', text: document.join('\n') });
      return frames;
    },
  };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
