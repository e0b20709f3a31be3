import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How the server answers a chat completion. Text goes out word by word, each word an event of its own. */
export type Scenario =
  | { readonly type: 'stream'; readonly text: string }
  /** Sends `text`, then nothing until the test releases the request; then `rest` and a regular end; `null`: then destroys the socket. */
  | { readonly type: 'stall'; readonly text: string; readonly rest: string | null }
  /** A numbered word at every interval, for as long as somebody listens. */
  | { readonly type: 'drip'; readonly intervalMs: number }
  /** Sends `text` and then destroys the socket. */
  | { readonly type: 'cut'; readonly text: string }
  | {
      readonly type: 'status';
      readonly status: number;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A regular stream that says nothing. */
  | { readonly type: 'empty' }
  | { readonly type: 'malformed'; readonly text: string };

export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  /** The parsed JSON body of a chat completion; `null` for anything else. */
  readonly body: ChatBody | null;
  /** Resolves when the response is over: `client` closed the socket early, or the `server` had finished. */
  readonly closed: Promise<'client' | 'server'>;
  /** Lets a stalled answer go on. */
  readonly release: () => void;
}

export interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

/** An OpenAI-compatible service on a real socket of this computer. */
export interface FakeOpenAi {
  readonly baseUrl: string;
  readonly models: readonly string[];
  /** Every request so far, oldest first. */
  readonly requests: () => readonly SeenRequest[];
  /** Resolves with the next or already seen request whose last message is `prompt`, counted from 0. */
  readonly request: (prompt: string, occurrence?: number) => Promise<SeenRequest>;
  /** Answers every prompt that is exactly `prompt` in this way instead of the usual one. */
  readonly when: (prompt: string, scenario: Scenario) => void;
  /** Refuses every request without this key with 401; `null` accepts all. */
  readonly requireKey: (key: string | null) => void;
  readonly close: () => Promise<void>;
}

/** `usually`: the text that streams in answer to a prompt without a scenario. */
export async function startFakeOpenAi(
  usually: (prompt: string) => string,
  models: readonly string[] = ['fake-large', 'fake-small'],
): Promise<FakeOpenAi> {
  const seen: SeenRequest[] = [];
  const scenarios = new Map<string, Scenario>();
  const waiting = new Set<() => void>();
  let requiredKey: string | null = null;

  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away mid-answer is what several scenarios are about.
    response.on('error', () => undefined);
    const released = Promise.withResolvers<void>();
    const body = await readBody(request);
    seen.push({
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body,
      closed: once(response, 'close').then(() => (response.writableFinished ? 'server' : 'client')),
      release: released.resolve,
    });
    for (const wake of waiting) wake();
    if (requiredKey !== null && request.headers.authorization !== `Bearer ${requiredKey}`) {
      return sendFailure(response, { status: 401, message: 'Incorrect API key provided.' });
    }
    if (body === null) {
      return sendJson(response, {
        object: 'list',
        data: models.map((id) => ({ id, object: 'model' })),
      });
    }
    const prompt = promptOf(body);
    const scenario = scenarios.get(prompt) ?? { type: 'stream', text: usually(prompt) };
    return play(response, { scenario, model: body.model, released: released.promise });
  }

  async function find(prompt: string, occurrence = 0): Promise<SeenRequest> {
    for (;;) {
      const match = seen.filter(({ body }) => body !== null && promptOf(body) === prompt)[
        occurrence
      ];
      if (match !== undefined) return match;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      await promise;
      waiting.delete(resolve);
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    models,
    requests: () => seen,
    request: find,
    when: (prompt, scenario) => {
      scenarios.set(prompt, scenario);
    },
    requireKey: (key) => {
      requiredKey = key;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<ChatBody | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return request.method === 'POST'
    ? (JSON.parse(Buffer.concat(chunks).toString()) as ChatBody)
    : null;
}

function promptOf(body: ChatBody): string {
  const content = body.messages.at(-1)?.content;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: string }) => part.text ?? '').join('');
}

interface Performance {
  readonly scenario: Scenario;
  readonly model: string;
  readonly released: Promise<void>;
}

async function play(response: ServerResponse, performance: Performance): Promise<void> {
  const { scenario, released } = performance;
  if (scenario.type === 'status') return sendFailure(response, scenario);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  switch (scenario.type) {
    case 'stream':
      sendWords(response, performance, scenario.text);
      return end(response, performance);
    case 'stall':
      sendWords(response, performance, scenario.text);
      await Promise.race([released, once(response, 'close')]);
      if (scenario.rest === null) {
        response.destroy();
        return undefined;
      }
      sendWords(response, performance, scenario.rest);
      return end(response, performance);
    case 'drip':
      for (let count = 1; !response.destroyed && response.socket !== null; count += 1) {
        sendDelta(response, performance, `word${count} `);
        await pause(scenario.intervalMs);
      }
      return undefined;
    case 'cut':
      sendWords(response, performance, scenario.text);
      await flushed(response);
      response.destroy();
      return undefined;
    case 'empty':
      return end(response, performance);
    case 'malformed':
      sendWords(response, performance, scenario.text);
      response.write('data: {"choices": [{"delta": {"content": \n\n');
      response.end();
      return undefined;
  }
}

/** Resolves when everything so far is with the system, which delivers it before the end of the connection. */
function flushed(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(': flushed\n\n', () => resolve());
  return promise;
}

function sendWords(response: ServerResponse, performance: Performance, text: string): void {
  for (const word of text.split(/(?<=\s)/)) sendDelta(response, performance, word);
}

function sendDelta(response: ServerResponse, { model }: Performance, content: string): void {
  sendEvent(response, { model, choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

function end(response: ServerResponse, { model }: Performance): void {
  if (response.destroyed) return;
  sendEvent(response, { model, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  sendEvent(response, {
    model,
    choices: [],
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
  });
  response.end('data: [DONE]\n\n');
}

function sendEvent(response: ServerResponse, event: object): void {
  const chunk = { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 0, ...event };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendFailure(
  response: ServerResponse,
  failure: Pick<Extract<Scenario, { type: 'status' }>, 'status' | 'message' | 'headers'>,
): void {
  const { status, message, headers } = failure;
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error: { message, type: 'fake_error', code: null, param: null } }));
}
