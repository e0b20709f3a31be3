import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { FailureCode } from '#shared/failure.ts';
import type { FinishReason } from '#shared/provider/model.ts';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names and values in their order and spelling. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The parsed body; `null` for anything but a JSON object. */
  readonly json: Readonly<Record<string, unknown>> | null;
  /** Resolves when the response is over: who ended the connection, and when, in milliseconds of the process clock. */
  readonly closed: Promise<{ readonly by: 'client' | 'server'; readonly at: number }>;
}

export interface Exchange {
  readonly request: SeenRequest;
  readonly response: ServerResponse;
  /** Of this kind of request, from 0. */
  readonly position: number;
  /** In [0, 1), the same sequence for the same seed. */
  readonly random: () => number;
  /** Waits for as long as the service did, times the scale of the server. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** One way in which a service behaved, and what a right client makes of it. */
export interface Scenario {
  readonly about: string;
  /** The text that a right client shows, in part when it also fails. */
  readonly shows?: string;
  /** What a right client reports. */
  readonly fails?: FailureCode;
  readonly ends?: FinishReason;
  readonly answer: (exchange: Exchange) => unknown;
}

export type Scenarios = Readonly<Record<string, Scenario>>;

export interface FakeServerOptions {
  /** 0: any free one. */
  readonly port?: number;
  readonly seed?: number;
  /** 1: waits last as long as they did at the service. */
  readonly timeScale?: number;
}

export interface FakeServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Connections are refused from now on. */
  readonly refuse: () => void;
  readonly close: () => Promise<void>;
}

/** A server on this computer alone. An answer that throws, since its client went away, ends the response. */
export async function startFakeServer(
  answer: (exchange: Exchange) => unknown,
  { port = 0, seed = 1, timeScale = 1 }: FakeServerOptions = {},
): Promise<FakeServer> {
  const requests: SeenRequest[] = [];
  const random = seeded(seed);

  const wait = (milliseconds: number): Promise<void> => pause(milliseconds * timeScale);

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const url = new URL(`http://127.0.0.1${incoming.url ?? '/'}`);
    const closed = once(response, 'close').then(() => {
      const by = response.writableFinished ? 'server' : 'client';
      return { by, at: performance.now() } as const;
    });
    const body = await buffer(incoming);
    const request: SeenRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      rawHeaders: pairs(incoming.rawHeaders),
      headers: incoming.headers,
      body,
      json: jsonOf(body),
      closed,
    };
    const position = requests.filter(
      ({ method, path }) => method === request.method && path === request.path,
    ).length;
    requests.push(request);
    try {
      await answer({ request, response, position, random, wait });
    } catch (error) {
      response.destroy(error as Error);
    }
  }

  const server = createServer((incoming, response) => void handle(incoming, response));
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${actual}`,
    requests,
    refuse: () => {
      server.close();
      server.closeAllConnections();
    },
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

export function sendPage(
  response: ServerResponse,
  { status = 200, title, body = '' }: { status?: number; title: string; body?: string },
): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(
    `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`,
  );
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator with the constants of Numerical Recipes. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
}

function jsonOf(body: Buffer): SeenRequest['json'] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' ? (value as SeenRequest['json']) : null;
  } catch {
    return null;
  }
}
