import { readFrames } from '../../../net/frames/frames.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Adapter } from '../adapter.ts';

/** The events of a body that arrives in these chunks, through the framing of the network layer. */
export async function decodeChunks(
  adapter: Adapter,
  chunks: readonly Uint8Array[],
  mediaType: string,
): Promise<StreamEvent[]> {
  const source = { host: 'server.example', mediaType, chunks: arriving(chunks) };
  const events: StreamEvent[] = [];
  for await (const event of adapter.decode(readFrames(adapter.framing, source))) events.push(event);
  return events;
}

/**
 * The events of a body, after making sure that they are the same wherever the bytes are cut: in two at every place, and
 * byte by byte.
 */
export async function decodeBody(
  adapter: Adapter,
  body: string,
  mediaType = 'text/event-stream',
): Promise<StreamEvent[]> {
  const bytes = new TextEncoder().encode(body);
  const whole = await decodeChunks(adapter, [bytes], mediaType);
  const cuts = Array.from(bytes, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
  cuts.push(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)));
  for (const chunks of cuts) {
    const events = await decodeChunks(adapter, chunks, mediaType);
    if (JSON.stringify(events) === JSON.stringify(whole)) continue;
    throw new Error(
      `cut after ${chunks[0]?.length} bytes, the events are ${JSON.stringify(events)}`,
    );
  }
  return whole;
}

/** A body of server-sent events with these values as their data. */
export function eventStream(values: readonly unknown[]): string {
  return values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join('');
}

async function* arriving(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
