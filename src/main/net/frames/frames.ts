import type { Frame, FrameLimit, Framing } from './frame.ts';
import { tooLarge } from '../failures.ts';
import { ndjson } from './ndjson.ts';
import { serverSentEvents } from './server-sent-events.ts';

/** The largest event, line or document that is held in memory. */
export const FRAME_LIMIT = 16 * 1024 * 1024;

export interface FrameSource {
  readonly host: string;
  /** The media type, lower case, without parameters; empty when the server names none. */
  readonly mediaType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * A body as frames. UTF-8 whatever charset is declared; malformed bytes become U+FFFD. A page (`text/html`) and, where
 * text is expected, a body labelled as JSON are one `document` frame.
 * Throws `malformed-response` for anything larger than {@link FRAME_LIMIT}.
 */
export async function* readFrames(framing: Framing, source: FrameSource): AsyncIterable<Frame> {
  const text = decodeText(source.chunks);
  const limit: FrameLimit = {
    size: FRAME_LIMIT,
    exceeded: (what) => tooLarge(source.host, what, FRAME_LIMIT),
  };
  const isJson = source.mediaType === 'application/json' || source.mediaType.endsWith('+json');
  if (source.mediaType === 'text/html' || (framing === 'text' && isJson))
    return yield* wholeDocument(text, limit);
  switch (framing) {
    case 'sse':
      return yield* serverSentEvents(text, limit);
    case 'ndjson':
      return yield* ndjson(text, limit, isJson);
    case 'text':
      for await (const piece of text) if (piece !== '') yield { type: 'text', text: piece };
  }
}

/** `ignoreBOM` keeps a byte order mark as text: the event stream parser removes one itself, and only one may go. */
async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* wholeDocument(
  text: AsyncIterable<string>,
  limit: FrameLimit,
): AsyncIterable<Frame> {
  let document = '';
  for await (const piece of text) {
    document += piece;
    if (document.length > limit.size) throw limit.exceeded('a document');
  }
  if (document !== '') yield { type: 'document', text: document };
}
