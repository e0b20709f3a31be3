import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

/** An answer with characters of one to four bytes, an emoji of several code points and a combining mark. */
export const ANSWER = 'Привет, 世界! Hello 👋🏽 cafe\u0301 – done.';

const MODEL = 'gpt-3.5-turbo-0613';

/** A chunk of an OpenAI stream; `null`: the end marker. */
export type ChatEvent = object | null;

export interface EventSpelling {
  /** After `data:`. */
  readonly space?: '' | ' ';
  readonly lineEnd?: '\n' | '\r\n';
  /** Line ends after an event: two are what the format asks for. */
  readonly lineEnds?: 1 | 2;
}

export function chunkOf(choice: object, more: object = {}): object {
  return {
    id: 'chatcmpl-abc',
    object: 'chat.completion.chunk',
    created: 1_690_000_000,
    model: MODEL,
    choices: [{ index: 0, finish_reason: null, ...choice }],
    ...more,
  };
}

export function deltaOf(content: string): object {
  return chunkOf({ delta: { content } });
}

export const roleEvent: object = chunkOf({ delta: { role: 'assistant', content: '' } });

export function finishOf(reason: string): object {
  return chunkOf({ delta: {}, finish_reason: reason });
}

/** A whole good stream of `text`, a few characters an event. */
export function eventsOf(text: string = ANSWER): readonly ChatEvent[] {
  return [roleEvent, ...piecesOf(text).map(deltaOf), finishOf('stop'), null];
}

export function piecesOf(text: string, size = 4): readonly string[] {
  const characters = Array.from(text);
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  );
}

export function spelled(event: ChatEvent, spelling: EventSpelling = {}): string {
  const { space = ' ', lineEnd = '\n', lineEnds = 2 } = spelling;
  return `data:${space}${event === null ? '[DONE]' : JSON.stringify(event)}${lineEnd.repeat(lineEnds)}`;
}

export function completionOf(content: string | null, more: object = {}): object {
  return {
    id: 'chatcmpl-abc',
    object: 'chat.completion',
    created: 1_690_000_000,
    model: MODEL,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
    ...more,
  };
}

export function openEventStream(
  response: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.socket?.setNoDelay(true);
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
    ...headers,
  });
}

/** Writes every piece as a chunk of its own, at the pace at which the socket takes them. */
export async function writePieces(
  response: ServerResponse,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> {
  for (const piece of pieces) {
    if (response.destroyed) return;
    response.write(piece);
    await setImmediate();
  }
}

export async function sendEvents(
  response: ServerResponse,
  events: readonly ChatEvent[],
  spelling?: EventSpelling,
): Promise<void> {
  openEventStream(response);
  await writePieces(
    response,
    events.map((event) => spelled(event, spelling)),
  );
  response.end();
}

/** The same bytes in pieces of `size`. */
export function* cutBytes(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}
