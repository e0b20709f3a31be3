import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An Ollama on a real socket of this computer. */
export interface FakeOllama {
  /** As `OLLAMA_HOST` has it. */
  readonly host: string;
  /** Its port is free afterwards. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Says back what it is told. `models`: what it has installed. */
export async function startFakeOllama(models: readonly string[]): Promise<FakeOllama> {
  const server = createServer((request, response) => {
    void text(request).then((body) => answer(request.url ?? '', body, response));
  });

  function answer(path: string, body: string, response: ServerResponse): void {
    switch (path) {
      case '/api/version':
        return send(response, { version: '0.14.1' });
      case '/api/tags':
        return send(response, { models: models.map((name) => ({ name, model: name })) });
      case '/api/chat':
        return chat(response, JSON.parse(body) as ChatBody);
    }
    response.writeHead(404).end('404 page not found');
  }

  async function start(port = 0): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  const port = await start();
  return {
    host: `127.0.0.1:${port}`,
    stop,
    start: async () => {
      await start(port);
    },
    close: stop,
  };
}

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
}

function chat(response: ServerResponse, { model, messages }: ChatBody): void {
  const words = `You said: ${messages.at(-1)?.content ?? ''}`.split(/(?<=\s)/);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const content of words) {
    line(response, { model, message: { role: 'assistant', content }, done: false });
  }
  line(response, {
    model,
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
  });
  response.end();
}

function line(response: ServerResponse, event: object): void {
  response.write(`${JSON.stringify(event)}\n`);
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
