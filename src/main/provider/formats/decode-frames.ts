import type { z } from 'zod';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { Frame } from './adapter.ts';
import { malformedFailure, pageFailure } from './read-failure.ts';
import { parseJson } from './wire.ts';

/** What one answer of a wire format has said so far, and how the next frame adds to it. */
export interface FrameDecoder {
  /** What a frame means; `null` when nothing from it on counts. */
  readonly accept: (frame: Frame) => readonly StreamEvent[] | null;
  /** What the end of the frames means, for formats that have no end marker. */
  readonly end?: () => readonly StreamEvent[];
}

/** The events of all frames, up to the first terminal one. */
export async function* decodeFrames(
  frames: AsyncIterable<Frame>,
  decoder: FrameDecoder,
): AsyncGenerator<StreamEvent> {
  for await (const frame of frames) {
    const events = decoder.accept(frame);
    if (events === null) return;
    yield* upToTerminal(events);
    if (events.some(isTerminal)) return;
  }
  yield* upToTerminal(decoder.end?.() ?? []);
}

function upToTerminal(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const position = events.findIndex(isTerminal);
  return position === -1 ? events : events.slice(0, position + 1);
}

/** The one event that ends an answer whose bytes are not what the format allows. */
export function malformed(reason: string): readonly StreamEvent[] {
  return [{ type: 'error', failure: malformedFailure(reason) }];
}

/** The JSON value of a frame, or the end of the answer when it has none. A page or a bare sentence is told as what it is. */
export function withJson(
  frame: Extract<Frame, { type: 'event' | 'line' | 'document' }>,
  read: (value: unknown) => readonly StreamEvent[],
): readonly StreamEvent[] {
  const text = frame.type === 'event' ? frame.data : frame.text;
  const value = parseJson(text);
  if (value !== undefined) return read(value);
  return frame.type === 'document' && !/^\s*(?:[[{]|$)/.test(text)
    ? [{ type: 'error', failure: pageFailure(text) }]
    : malformed('an event of it is damaged');
}

/** What `read` makes of a value that has the shape of `schema`, or the end of the answer when it has not. */
export function withParsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  read: (parsed: z.output<Schema>) => readonly StreamEvent[],
): readonly StreamEvent[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? read(parsed.data) : malformed('an event of it is damaged');
}
