import type { Frame, FrameCutter, FrameLimit, Framing } from './frame.ts';
import { tooLarge } from '../failures.ts';
import { createNdjsonCutter } from './ndjson.ts';
import { createEventCutter } from './server-sent-events.ts';

/** The largest event, line or document that is held in memory. */
export const FRAME_LIMIT = 16 * 1024 * 1024;

export interface BodyKind {
  readonly host: string;
  /** The media type, lower case, without parameters; empty when the server names none. */
  readonly mediaType: string;
}

/**
 * Cuts the bytes of a body. UTF-8 whatever charset is declared; malformed bytes become U+FFFD. A page (`text/html`) and,
 * where text is expected, a body labelled as JSON are one `document` frame.
 * Throws `malformed-response` for anything larger than {@link FRAME_LIMIT}.
 */
export function createFrameCutter(
  framing: Framing,
  { host, mediaType }: BodyKind,
): FrameCutter<Uint8Array> {
  const limit: FrameLimit = {
    size: FRAME_LIMIT,
    exceeded: (what) => tooLarge(host, what, FRAME_LIMIT),
  };
  const cutter = createTextCutter(framing, mediaType, limit);
  // `ignoreBOM` keeps a byte order mark as text: the event stream parser removes one itself, and only one may go.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    add: (bytes) => cutter.add(decoder.decode(bytes, { stream: true })),
    end: () => {
      const last = cutter.add(decoder.decode());
      const rest = cutter.end();
      return last.length === 0 ? rest : [...last, ...rest];
    },
  };
}

function createTextCutter(framing: Framing, mediaType: string, limit: FrameLimit): FrameCutter {
  const isJson = mediaType === 'application/json' || mediaType.endsWith('+json');
  if (mediaType === 'text/html') return createPageCutter(framing, limit);
  if (framing === 'text' && isJson) return createDocumentCutter(limit);
  switch (framing) {
    case 'sse':
      return createEventCutter(limit);
    case 'ndjson':
      return createNdjsonCutter(limit, isJson);
    case 'text':
      return { add: (text) => (text === '' ? [] : [{ type: 'text', text }]), end: () => [] };
  }
}

/** A body labelled as a page that does not begin like one is the requested format: PHP labels everything as a page. */
function createPageCutter(framing: Framing, limit: FrameLimit): FrameCutter {
  let cutter: FrameCutter | undefined;
  const blank: string[] = [];
  let size = 0;

  function add(text: string): readonly Frame[] {
    if (cutter !== undefined) return cutter.add(text);
    const [start] = /[^\uFEFF\s]/u.exec(text) ?? [];
    if (start === undefined) {
      size += text.length;
      if (size > limit.size) throw limit.exceeded('a document');
      blank.push(text);
      return [];
    }
    const isDocument = start === '<' || (/[[{"]/.test(start) && framing !== 'ndjson');
    cutter = isDocument ? createDocumentCutter(limit) : createTextCutter(framing, '', limit);
    return cutter.add(blank.join('') + text);
  }

  return { add, end: () => cutter?.end() ?? [] };
}

function createDocumentCutter(limit: FrameLimit): FrameCutter {
  let text = '';
  return {
    add: (piece) => {
      text += piece;
      if (text.length > limit.size) throw limit.exceeded('a document');
      return [];
    },
    end: () => (text === '' ? [] : [{ type: 'document', text }]),
  };
}
