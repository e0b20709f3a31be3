/** Lines in one text node: what a new character costs in layout is bounded by it. */
export const CHUNK_LINES = 32;

/** The code in pieces of whole lines; joined they are the code again. */
export function chunkLines(code: string): readonly string[] {
  const chunks: string[] = [];
  let start = 0;
  let lines = 0;
  for (let end = code.indexOf('\n'); end !== -1; end = code.indexOf('\n', end + 1)) {
    if (++lines % CHUNK_LINES > 0) continue;
    chunks.push(code.slice(start, end + 1));
    start = end + 1;
  }
  if (start < code.length || chunks.length === 0) chunks.push(code.slice(start));
  return chunks;
}
