import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { readFrames } from '../../../net/frames/frames.ts';
import { openaiChat } from '../openai-chat/openai-chat.ts';

/** The events of a body that comes in these pieces, and then breaks off when `broken` is given. */
export async function* decodePieces(
  pieces: Iterable<Uint8Array>,
  broken?: Error,
): AsyncGenerator<StreamEvent> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* pieces;
    if (broken !== undefined) throw broken;
  }
  const frames = readFrames('sse', { host: 'test', mediaType: '', chunks: chunks() });
  yield* openaiChat.decode(frames);
}

export function decodeText(text: string): Promise<StreamEvent[]> {
  return collect(decodePieces([Buffer.from(text)]));
}

export async function collect(stream: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** One event for each value; a string goes as it is. */
export function stream(...values: unknown[]): string {
  return values
    .map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`)
    .join('');
}

export function delta(fields: object, finish_reason: string | null = null) {
  return { id: 'c1', model: 'm1', choices: [{ index: 0, delta: fields, finish_reason }] };
}

export function toolCall(index: number, fields: object) {
  return delta({ tool_calls: [{ index, ...fields }] });
}

export function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
}
