import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
} from 'node:zlib';

/**
 * The bytes behind a `content-encoding`, as early as the server flushed them. A server that names an encoding but sends
 * plain text (relays forward the header of a body that they already unpacked) is read as plain text: a body whose first
 * bytes are valid UTF-8 without control characters is not compressed. A missing end of the compressed data is no error.
 */
export function decompress(
  chunks: AsyncIterable<Uint8Array>,
  contentEncoding: string,
): AsyncIterable<Uint8Array> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  let decoded = chunks;
  for (const encoding of encodings.toReversed().slice(0, MOST_LAYERS)) {
    decoded = decompressLayer(decoded, encoding);
  }
  return decoded;
}

const MOST_LAYERS = 3;
const SNIFF_LENGTH = 16;

async function* decompressLayer(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await readHead(iterator);
  const body = { [Symbol.asyncIterator]: () => withHead(head, iterator) };
  const decoder = looksLikeText(head) ? undefined : createDecoder(encoding, head);
  if (decoder === undefined) yield* body;
  else yield* pump(body, decoder);
}

/** As few of the first bytes as show whether they are text. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  while (head.length < SNIFF_LENGTH && looksLikeText(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

function looksLikeText(head: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = decoder.decode(head.subarray(0, SNIFF_LENGTH), { stream: true });
    // oxlint-disable-next-line no-control-regex -- compressed data shows itself by control characters
    return !/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/u.test(text);
  } catch {
    return false;
  }
}

async function* withHead(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    yield next.value;
  }
}

/** `undefined` for an encoding that was not requested: its bytes pass unchanged. */
function createDecoder(encoding: string, head: Uint8Array): Transform | undefined {
  const flush = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(flush);
    case 'deflate':
      return hasZlibHeader(head) ? createInflate(flush) : createInflateRaw(flush);
    case 'br':
      return createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    default:
      return undefined;
  }
}

/** RFC 1950, section 2.2; some servers send `deflate` without this header. */
function hasZlibHeader(head: Uint8Array): boolean {
  const [method = 0, flags = 0] = head;
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}

/** An error of the source comes after everything that its bytes contain. */
async function* pump(
  chunks: AsyncIterable<Uint8Array>,
  decoder: Transform,
): AsyncIterable<Uint8Array> {
  const feeding = feed(chunks, decoder);
  try {
    yield* decoder;
  } finally {
    decoder.destroy();
  }
  const broken = await feeding;
  if (broken !== undefined) throw broken.error;
}

/** Writes all chunks at the pace of the decoder's reader. Resolves with the error that broke them off, never rejects. */
async function feed(
  chunks: AsyncIterable<Uint8Array>,
  decoder: Transform,
): Promise<{ readonly error: unknown } | undefined> {
  const closed = signalled(decoder, 'close');
  try {
    for await (const chunk of chunks) {
      if (decoder.destroyed) return undefined;
      if (!decoder.write(chunk)) await Promise.race([signalled(decoder, 'drain'), closed]);
    }
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    decoder.end();
  }
}

/** Unlike `once` of `node:events`, it does not reject if the stream fails: the reader gets that error. */
function signalled(stream: Transform, event: 'close' | 'drain'): Promise<void> {
  return new Promise((resolve) => {
    stream.once(event, resolve);
  });
}
