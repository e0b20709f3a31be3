/** A JSON value is larger than what is read at once. */
export class TooLarge extends Error {}

/** The largest element, in bytes: a string of JavaScript ends at 512 MiB. */
const LARGEST = 256 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const COMMA = 0x2c;
const BRACKET = 0x5b;

/**
 * The elements of a JSON array, one after the other as its bytes arrive, so that memory is bounded by the largest one; of any
 * other document, the document itself. Throws `SyntaxError` for what is not JSON, {@link TooLarge} for an element over
 * 256 MiB.
 */
export async function* jsonElements(chunks: AsyncIterable<Uint8Array>): AsyncGenerator {
  let depth = 0;
  let isArray: boolean | null = null;
  let inString = false;
  let isEscaped = false;
  let pieces: Uint8Array[] = [];
  let size = 0;

  function keep(piece: Uint8Array): void {
    size += piece.length;
    if (size > LARGEST) throw new TooLarge();
    if (piece.length > 0) pieces.push(piece);
  }

  function take(): string {
    const text = new TextDecoder().decode(Buffer.concat(pieces)).replace(/^\uFEFF/u, '');
    pieces = [];
    size = 0;
    return text;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      if (byte === QUOTE) inString = true;
      else if (OPENING.has(byte)) {
        if (isArray === null) {
          isArray = byte === BRACKET;
          if (isArray) {
            // Nothing before it counts: white space, or a byte order mark.
            pieces = [];
            start = at + 1;
          }
        }
        depth += 1;
      } else if (CLOSING.has(byte) || (byte === COMMA && depth === 1 && isArray === true)) {
        if (byte !== COMMA) depth -= 1;
        const ends = isArray === true && (depth === 0 || byte === COMMA);
        if (!ends) continue;
        keep(chunk.subarray(start, at));
        const text = take();
        if (text.trim() !== '') yield JSON.parse(text);
        start = at + 1;
      }
    }
    keep(chunk.subarray(start));
  }
  const rest = take();
  if (isArray !== true || rest.trim() !== '') yield JSON.parse(rest);
}
