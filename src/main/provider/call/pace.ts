import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../formats/adapter.ts';
import type { Clock } from './clock.ts';

const SHORTEST_PIECE = 24;
const MOST_PIECES = 60;
const STEP_MS = 25;

/** The same decoder, which remembers whether the answer came as one document instead of a stream. */
export function noticeDocuments(decoder: FrameDecoder) {
  let noticed = false;

  function accept(frame: Frame): readonly StreamEvent[] | null {
    noticed ||= frame.type === 'document';
    return decoder.accept(frame);
  }

  return { decoder: { ...decoder, accept }, isDocument: () => noticed };
}

/**
 * The same events, with the text of an answer that came at once in pieces that a person can follow; within two seconds,
 * however long it is. Rejects as soon as `signal` aborts.
 */
export async function* paced(
  batches: AsyncIterable<readonly StreamEvent[]>,
  {
    isWhole,
    clock,
    signal,
  }: {
    readonly isWhole: () => boolean;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<readonly StreamEvent[]> {
  for await (const events of batches) {
    if (!isWhole()) {
      yield events;
      continue;
    }
    for (const event of events) {
      if (event.type !== 'text-delta') {
        yield [event];
        continue;
      }
      for (const [position, delta] of piecesOf(event.delta).entries()) {
        if (position > 0) await clock.sleep(STEP_MS, signal);
        yield [{ ...event, delta }];
      }
    }
  }
}

function piecesOf(text: string): readonly string[] {
  const size = Math.max(SHORTEST_PIECE, Math.ceil(text.length / MOST_PIECES));
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + size);
    if (isLowSurrogate(text.charCodeAt(end))) end += 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
