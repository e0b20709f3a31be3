/**
 * What an answer of any length costs main: `npx node bench/memory.ts`.
 *
 * A stream of 1 GB, as Chat Completions through the whole way from the socket to the events of the adapter, and a line of
 * 200 MB without an end. The server is a process of its own. Prints how far the memory of this process rose above where
 * it was after a warm-up; fails above {@link LIMIT_MB}, and when text is missing or the line is not given up.
 */
import { deepStrictEqual, ok } from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FailureError } from '#shared/failure.ts';
import { createHttp } from '../src/main/net/http.ts';
import { openaiChat } from '../src/main/provider/formats/openai-chat/openai-chat.ts';

const LIMIT_MB = 50;
const MEGABYTE = 1024 * 1024;
const WORDS = 'Nothing is held longer than it takes to pass it on. '.repeat(80);
const EVENT = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: WORDS } }] })}\n\n`;
const END = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

if (process.send === undefined) await measure();
else await serve();

async function measure(): Promise<void> {
  const server = fork(import.meta.filename);
  const [port] = (await once(server, 'message')) as [number];
  const http = createHttp();
  const base = `http://127.0.0.1:${port}`;
  try {
    await streamed(20);
    const before = memory();
    report('a stream of 1 GB', before, await streamed(1024));
    report('a line of 200 MB', before, await endlessLine(200));
  } finally {
    server.kill();
    await http.close();
  }

  /** The highest memory while a stream of this size was read. */
  async function streamed(megabytes: number): Promise<number> {
    const events = Math.ceil((megabytes * MEGABYTE) / EVENT.length);
    const response = await http.send(
      { method: 'GET', url: `${base}/stream?events=${events}`, headers: {} },
      new AbortController().signal,
    );
    let peak = 0;
    let characters = 0;
    let count = 0;
    for await (const event of openaiChat.decode(response.frames('sse'))) {
      if (event.type === 'text-delta') characters += event.delta.length;
      if (event.type === 'error') throw new FailureError(event.failure);
      count += 1;
      if (count % 256 === 0) peak = Math.max(peak, memory());
    }
    deepStrictEqual(characters, events * WORDS.length);
    return Math.max(peak, memory());
  }

  async function endlessLine(megabytes: number): Promise<number> {
    const response = await http.send(
      { method: 'GET', url: `${base}/line?megabytes=${megabytes}`, headers: {} },
      new AbortController().signal,
    );
    let peak = 0;
    const timer = setInterval(() => (peak = Math.max(peak, memory())), 5);
    let failure = null;
    try {
      for await (const event of openaiChat.decode(response.frames('sse'))) {
        if (event.type === 'error') failure = event.failure;
      }
    } catch (error) {
      if (error instanceof FailureError) failure = error.failure;
    }
    clearInterval(timer);
    deepStrictEqual(failure?.code, 'malformed-response');
    return Math.max(peak, memory());
  }
}

function memory(): number {
  return process.memoryUsage.rss() / MEGABYTE;
}

function report(what: string, before: number, peak: number): void {
  const rise = Math.max(0, peak - before);
  process.stdout.write(
    `${what}: ${rise.toFixed(0)} MB above ${before.toFixed(0)} MB (limit ${LIMIT_MB} MB)\n`,
  );
  ok(rise <= LIMIT_MB, `${what} costs more than ${LIMIT_MB} MB.`);
}

async function serve(): Promise<void> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (url.pathname === '/stream')
      void write(response, EVENT, Number(url.searchParams.get('events'))).then(() =>
        response.end(END),
      );
    else
      void write(response, 'x'.repeat(MEGABYTE), Number(url.searchParams.get('megabytes'))).then(
        () => response.end(),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

async function write(response: ServerResponse, piece: string, times: number): Promise<void> {
  const closed = once(response, 'close');
  const bytes = Buffer.from(piece);
  for (let count = 0; count < times && !response.destroyed; count += 1) {
    if (!response.write(bytes)) await Promise.race([once(response, 'drain'), closed]);
  }
}
