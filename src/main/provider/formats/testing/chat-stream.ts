import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { openaiChat } from '../openai-chat/openai-chat.ts';
import { decodeArriving } from './decode-body.ts';

/** The events of a body that comes in these pieces, and then breaks off when `broken` is given. */
export async function* decodePieces(
  pieces: Iterable<Uint8Array>,
  broken?: Error,
): AsyncGenerator<StreamEvent> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* pieces;
    if (broken !== undefined) throw broken;
  }
  yield* decodeArriving(openaiChat, chunks(), '');
}

export function decodeText(text: string): Promise<StreamEvent[]> {
  return collect(decodePieces([Buffer.from(text)]));
}

export async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
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
