import { join } from 'node:path';
import { deepStrictEqual } from 'node:assert/strict';
import { FailureError } from '#shared/failure.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createHttp } from '../../src/main/net/http.ts';
import type { NetResponse } from '../../src/main/net/http.ts';
import { decodeFrames } from '../../src/main/provider/formats/decode-frames.ts';
import { openaiChat } from '../../src/main/provider/formats/openai-chat/openai-chat.ts';
import { startServer } from '../frame/processes.ts';
import type { Measure, Row } from '../frame/subject.ts';
import { MEGABYTE, streamedEvent, WORDS } from './stream.ts';

const LIMIT_MB = 50;

/**
 * A stream as Chat Completions through the whole way from the socket to the events of the adapter, and a line without an
 * end: how far the memory of this process rises above where it was after a warm-up. Fails when text is missing or the
 * line is not given up.
 */
export const measureMemory: Measure = async ({ isTrial }) => {
  const sizes = isTrial ? { stream: 5, line: 20 } : { stream: 1024, line: 200 };
  const server = await startServer(join(import.meta.dirname, 'server.process.ts'));
  const http = createHttp();
  const base = `http://127.0.0.1:${server.port}`;
  try {
    await streamed(base, 20);
    const before = used();
    return [
      row(`a stream of ${sizes.stream} MB`, before, await streamed(base, sizes.stream)),
      row(`a line of ${sizes.line} MB`, before, await endlessLine(base, sizes.line)),
    ];
  } finally {
    server.stop();
    await http.close();
  }

  /** The highest memory while a stream of this size was read. */
  async function streamed(address: string, megabytes: number): Promise<number> {
    const events = Math.ceil((megabytes * MEGABYTE) / streamedEvent.length);
    const response = await http.send(
      { method: 'GET', url: `${address}/stream?events=${events}`, headers: {} },
      new AbortController().signal,
    );
    let peak = 0;
    let characters = 0;
    let count = 0;
    for await (const event of eventsOf(response)) {
      if (event.type === 'text-delta') characters += event.delta.length;
      if (event.type === 'error') throw new FailureError(event.failure);
      count += 1;
      if (count % 256 === 0) peak = Math.max(peak, used());
    }
    deepStrictEqual(characters, events * WORDS.length);
    return Math.max(peak, used());
  }

  async function endlessLine(address: string, megabytes: number): Promise<number> {
    const response = await http.send(
      { method: 'GET', url: `${address}/line?megabytes=${megabytes}`, headers: {} },
      new AbortController().signal,
    );
    let peak = 0;
    const timer = setInterval(() => (peak = Math.max(peak, used())), 5);
    let failure = null;
    try {
      for await (const event of eventsOf(response)) {
        if (event.type === 'error') failure = event.failure;
      }
    } catch (error) {
      if (error instanceof FailureError) failure = error.failure;
    }
    clearInterval(timer);
    deepStrictEqual(failure?.code, 'malformed-response');
    return Math.max(peak, used());
  }
};

async function* eventsOf(response: NetResponse): AsyncGenerator<StreamEvent> {
  const batches = decodeFrames(response.frames('sse'), openaiChat.createDecoder());
  for await (const events of batches) yield* events;
}

/** In MB. */
function used(): number {
  return process.memoryUsage.rss() / MEGABYTE;
}

function row(what: string, before: number, peak: number): Row {
  return {
    name: `memory: rise through ${what}`,
    value: Math.max(0, peak - before),
    unit: 'MB',
    target: { of: 'value', atMost: LIMIT_MB },
  };
}
