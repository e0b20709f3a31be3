import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { Frame, Framing } from '../frames/frame.ts';
import { createHttp } from '../http.ts';
import type { Http, HttpOptions, NetResponse } from '../http.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** Runs after the test, last first. */
export function afterwards(step: () => unknown): void {
  undo.push(step);
}

export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server whose listener may be asynchronous, up to the end of the test. Resolves with its address. */
export function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<string> {
  const server = createServer((request, response) => void listener(request, response));
  afterwards(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
}

/** A server below HTTP: what it says is up to `answer`, once a request has come. */
export function serveSocket(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  afterwards(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return listen(server);
}

/** An address of this computer at which nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
}

export function openHttp(options?: HttpOptions): Http {
  const http = createHttp(options);
  afterwards(http.close);
  return http;
}

export const forever: AbortSignal = new AbortController().signal;

export function get(
  url: string,
  options?: HttpOptions,
  signal: AbortSignal = forever,
): Promise<NetResponse> {
  return openHttp(options).send({ method: 'GET', url, headers: {} }, signal);
}

/** The frames of a body up to its end or its failure. */
export async function framesOf(
  url: string,
  framing: Framing = 'sse',
  options?: HttpOptions,
): Promise<{ readonly frames: readonly Frame[]; readonly failure: Failure | undefined }> {
  const response = await get(url, options);
  const frames: Frame[] = [];
  try {
    for await (const batch of response.frames(framing)) frames.push(...batch);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { frames, failure: error.failure };
  }
  return { frames, failure: undefined };
}

/** What a promise that has to fail fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => expect.unreachable('it should have failed'),
    (reason: unknown) => reason,
  );
  if (error instanceof FailureError) return error.failure;
  throw error;
}

export function event(data: string): Frame {
  return { type: 'event', event: undefined, data };
}

/** The same with TLS. Resolves with its port. */
export async function serveTls(
  pair: { readonly key: string; readonly cert: string },
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<number> {
  const server = createTlsServer(pair, (request, response) => void listener(request, response));
  afterwards(() => {
    server.close();
    server.closeAllConnections();
  });
  return Number(new URL(await listen(server)).port);
}

/** A file with this text up to the end of the test. */
export function temporaryFile(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'parley-net-'));
  afterwards(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'file');
  writeFileSync(file, text);
  return file;
}
