import { createFrameCutter } from '../../../net/frames/frames.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Adapter, Frame } from '../adapter.ts';
import { decodeFrames } from '../decode-frames.ts';

/** The events of a body that arrives in these chunks, through the framing of the network layer. */
export async function decodeChunks(
  adapter: Adapter,
  chunks: readonly Uint8Array[],
  mediaType: string,
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of decodeArriving(adapter, arriving(chunks), mediaType))
    events.push(event);
  return events;
}

/** The events one by one, as the chunks come. */
export async function* decodeArriving(
  adapter: Adapter,
  chunks: AsyncIterable<Uint8Array>,
  mediaType: string,
): AsyncGenerator<StreamEvent> {
  const cutter = createFrameCutter(adapter.framing, { host: 'server.example', mediaType });
  async function* batches(): AsyncGenerator<readonly Frame[]> {
    for await (const chunk of chunks) yield cutter.add(chunk);
    yield cutter.end();
  }
  for await (const events of decodeFrames(batches(), adapter.createDecoder())) yield* events;
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
