import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { StreamCase } from './case-index.ts';
import type { Chunking } from './chunking.ts';

export interface ReplayServer {
  /** The base URL under which `streamCase` is served in these pieces until it was asked for once. */
  readonly serve: (streamCase: StreamCase, chunking: Chunking) => string;
  readonly close: () => void;
}

/** How long a server that breaks off lets the last bytes reach the reader: a reset discards what was not read. */
const BEFORE_BREAK_MS = 30;

/** Packets that one body is sent in; with more pieces than that, several share one. */
const MOST_PACKETS = 1000;

export async function startReplayServer(): Promise<ReplayServer> {
  const plans = new Map<string, { streamCase: StreamCase; chunking: Chunking }>();
  const server = createServer((request, response) => {
    const [, id = ''] = /^\/(\d+)\//u.exec(request.url ?? '') ?? [];
    const plan = plans.get(id);
    plans.delete(id);
    request.resume();
    if (plan === undefined) response.writeHead(500).end('no such case');
    else request.on('end', () => void replay(plan.streamCase, plan.chunking, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let count = 0;
  return {
    serve(streamCase, chunking) {
      count += 1;
      plans.set(String(count), { streamCase, chunking });
      return `http://127.0.0.1:${port}/${count}`;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function replay(
  { http, body, ending }: StreamCase,
  chunking: Chunking,
  response: ServerResponse,
): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(http.status, {
    ...(http.contentType && { 'content-type': http.contentType }),
    ...http.headers,
    ...(ending === 'content-length-short' && { 'content-length': body.length + 1000 }),
  });
  response.flushHeaders();
  const pieces = chunking.cut(body);
  const together = Math.ceil(pieces.length / MOST_PACKETS);
  for (let start = 0; start < pieces.length; start += together) {
    if (response.destroyed) return;
    // The socket is corked, not the response: the pieces stay chunks of their own and reach the reader as such.
    response.socket?.cork();
    for (const piece of pieces.slice(start, start + together)) response.write(piece);
    response.socket?.uncork();
    // A turn of the event loop: the reader, in the same process, takes this packet before the next is written.
    await setImmediate();
  }
  await end(response, ending);
}

async function end(response: ServerResponse, ending: StreamCase['ending']): Promise<void> {
  switch (ending) {
    case 'eof':
      response.end();
      return;
    case 'stall':
      return;
    case 'reset':
      await setTimeout(BEFORE_BREAK_MS);
      response.socket?.resetAndDestroy();
      return;
    case 'chunked-truncated':
    case 'content-length-short':
      await setTimeout(BEFORE_BREAK_MS);
      response.socket?.end();
  }
}
