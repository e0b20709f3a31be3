import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { openHttp, serve } from '../../net/testing/loopback.ts';
import { transientCredentials, transientSettings } from '../registry/memory.ts';
import type { ProviderCall } from '../call/attempt.ts';
import type { ProvidersDependencies } from '../providers.ts';
import { systemClock } from '../call/clock.ts';

/** A request as a chat service saw it. */
export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** The parsed JSON body, `null` without one. */
  readonly body: { readonly [key: string]: unknown } | null;
  /** Resolves when the client closed the connection before the response ended. */
  readonly closedByClient: Promise<void>;
}

export interface ChatService {
  /** Ends before `/chat/completions`. */
  readonly baseUrl: string;
  readonly calls: readonly SeenCall[];
}

/** A service on a socket of this computer up to the end of the test; `answer` gets the position of the call, from 0. */
export async function startChatService(
  answer: (response: ServerResponse, call: SeenCall, position: number) => unknown,
): Promise<ChatService> {
  const calls: SeenCall[] = [];
  const origin = await serve(async (request, response) => {
    const body = await text(request);
    const call: SeenCall = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: body === '' ? null : (JSON.parse(body) as SeenCall['body']),
      closedByClient: new Promise((resolve) => {
        response.once('close', () => {
          if (!response.writableFinished) resolve();
        });
      }),
    };
    calls.push(call);
    await answer(response, call, calls.length - 1);
  });
  return { baseUrl: `${origin}/v1`, calls };
}

/** Begins an event stream. */
export function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

export function writeDelta(response: ServerResponse, content: string): void {
  writeChunk(response, { choices: [{ index: 0, delta: { content } }] });
}

export function writeChunk(response: ServerResponse, chunk: object): void {
  response.write(`data: ${JSON.stringify({ id: 'chatcmpl-1', model: 'm-1', ...chunk })}\n\n`);
}

export function endStream(response: ServerResponse): void {
  writeChunk(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  response.end('data: [DONE]\n\n');
}

/** A whole answer, each piece an event of its own. */
export function streamText(response: ServerResponse, ...pieces: string[]): void {
  openStream(response);
  for (const piece of pieces) writeDelta(response, piece);
  endStream(response);
}

export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message } }));
}

/** Dependencies with real sockets; settings and credentials in memory. */
export function providerDependencies(
  changes: Partial<ProvidersDependencies> = {},
): ProvidersDependencies {
  return {
    http: openHttp(),
    clock: { ...systemClock, sleep: () => Promise.resolve() },
    settings: transientSettings(),
    credentials: transientCredentials(),
    ...changes,
  };
}

export function callWith(text: string, changes: Partial<ProviderCall> = {}): ProviderCall {
  return {
    modelId: 'm-1',
    instructions: '',
    turns: [{ role: 'user', text, files: [] }],
    parameters: {},
    stream: true,
    conversationKey: 'k',
    ...changes,
  };
}
