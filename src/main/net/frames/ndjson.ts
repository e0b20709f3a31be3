import type { Frame, FrameLimit } from './frame.ts';
import { splitLines } from './lines.ts';

/**
 * One JSON value a line; empty lines are skipped and the last line needs no end.
 * A body whose first line is not a value of its own (a pretty-printed error, a page) is one `document`. With
 * `mayBeDocument`, for a body labelled as JSON, so is a body of a single line: the first is then held until a second comes.
 */
export async function* ndjson(
  text: AsyncIterable<string>,
  limit: FrameLimit,
  mayBeDocument: boolean,
): AsyncIterable<Frame> {
  let held: string | undefined;
  let document: string[] | undefined;
  let first = true;
  let size = 0;
  for await (const lines of splitLines(text, limit)) {
    const complete = lines.rest === null ? lines.complete : [...lines.complete, lines.rest];
    for (const line of complete) {
      const content = first ? line.replace(/^\uFEFF/u, '') : line;
      if (document === undefined && content.trim() === '') continue;
      if (first && !isJson(content)) document = [];
      if (document !== undefined) {
        size += content.length + 1;
        if (size > limit.size) throw limit.exceeded('a document');
        document.push(content);
      } else if (first && mayBeDocument) held = content;
      else {
        if (held !== undefined) yield { type: 'line', text: held };
        held = undefined;
        yield { type: 'line', text: content };
      }
      first = false;
    }
  }
  if (held !== undefined) yield { type: 'document', text: held };
  if (document !== undefined) yield { type: 'document', text: document.join('\n') };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
