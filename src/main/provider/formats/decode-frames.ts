import type { z } from 'zod';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from './adapter.ts';
import { malformedFailure, pageFailure } from './read-failure.ts';
import { parseJson } from './wire.ts';

/**
 * The events of an answer, those of each batch of frames together and never none, up to the first terminal one. Returns as
 * soon as that has arrived: it never waits for the socket.
 */
export async function* decodeFrames(
  batches: AsyncIterable<readonly Frame[]>,
  decoder: FrameDecoder,
): AsyncGenerator<readonly StreamEvent[]> {
  try {
    for await (const frames of batches) {
      const events: StreamEvent[] = [];
      const hasEnded = acceptAll(decoder, frames, events);
      if (events.length > 0) yield events;
      if (hasEnded) return;
    }
  } catch (error) {
    const events = upToTerminal(decoder.broken?.() ?? []);
    if (events.length > 0) yield events;
    if (events.some(isTerminal)) return;
    throw error;
  }
  const events = upToTerminal(decoder.end?.() ?? []);
  if (events.length > 0) yield events;
}

/** Whether nothing after these frames counts. */
function acceptAll(
  decoder: FrameDecoder,
  frames: readonly Frame[],
  events: StreamEvent[],
): boolean {
  for (const frame of frames) {
    const accepted = decoder.accept(frame);
    if (accepted === null) return true;
    for (const event of accepted) {
      events.push(event);
      if (isTerminal(event)) return true;
    }
  }
  return false;
}

function upToTerminal(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const position = events.findIndex(isTerminal);
  return position === -1 ? events : events.slice(0, position + 1);
}

/** The one event that ends an answer whose bytes are not what the format allows. */
export function malformed(reason: string): readonly StreamEvent[] {
  return [{ type: 'error', failure: malformedFailure(reason) }];
}

/** The JSON value of a frame, or the end of the answer if it has none. A page or a bare sentence is reported as such. */
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

/**
 * The same for what comes thousands of times a second: `isPlain` tells by hand what the schema would take as it is, at a
 * fraction of its cost; whatever else comes is the schema's.
 */
export function withPlain<Schema extends z.ZodType>(
  isPlain: (value: unknown) => value is z.output<Schema>,
  schema: Schema,
  value: unknown,
  read: (parsed: z.output<Schema>) => readonly StreamEvent[],
): readonly StreamEvent[] {
  return isPlain(value) ? read(value) : withParsed(schema, value, read);
}
