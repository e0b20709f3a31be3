import { once } from 'node:events';
import type { Frame } from './frames/frame.ts';
import { createServer as createSocketServer } from 'node:net';
import { expect, test } from 'vitest';
import {
  listen,
  serve,
  openHttp,
  forever,
  get,
  framesOf,
  failureOf,
  event,
} from './testing/loopback.ts';

const eventStream = { 'content-type': 'text/event-stream' };

test('A POST arrives with its method, path, query, headers and body; the answer with status, reason and headers.', async () => {
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(418, 'Short and stout', { 'x-two': ['a', 'b'] });
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        secret: request.headers['x-secret'],
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
  const response = await openHttp().send(
    { method: 'POST', url: `${url}/v1/chat?a=1`, headers: { 'x-secret': 'ß' }, body: 'Grüße' },
    forever,
  );
  expect(response).toMatchObject({ status: 418, statusText: 'Short and stout' });
  expect(response.headers['x-two']).toBe('a, b');
  expect(JSON.parse(await response.text(1000))).toMatchObject({
    method: 'POST',
    url: '/v1/chat?a=1',
    body: 'Grüße',
  });
});

test('Events come as the server sends them, with characters cut between two packets.', async () => {
  const bytes = Buffer.from('data: hé👋\n\n');
  const url = await serve(async (_, response) => {
    response.writeHead(200, eventStream);
    for (const byte of bytes) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end('data: [DONE]\n\n');
  });
  expect(await framesOf(url)).toEqual({
    frames: [event('hé👋'), event('[DONE]')],
    failure: undefined,
  });
});

test('Raw text, lines and documents are framed by what was asked for and what came.', async () => {
  const url = await serve((request, response) => {
    response.setHeader('content-type', request.url === '/json' ? 'application/json' : 'text/plain');
    response.end('{"a":1}\n');
  });
  expect((await framesOf(url, 'text')).frames).toEqual([{ type: 'text', text: '{"a":1}\n' }]);
  expect((await framesOf(url, 'ndjson')).frames).toEqual([{ type: 'line', text: '{"a":1}' }]);
  expect((await framesOf(`${url}/json`, 'text')).frames).toEqual([
    { type: 'document', text: '{"a":1}\n' },
  ]);
  expect((await framesOf(`${url}/json`, 'sse')).frames).toEqual([
    { type: 'document', text: '{"a":1}' },
  ]);
});

test('A page is one document, even when a script in it looks like events.', async () => {
  const page = '<html><script>\ndata: {}\n\n</script>';
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  expect((await framesOf(url)).frames).toEqual([{ type: 'document', text: page }]);
});

test('What is labelled as a page and is none is framed by what was asked for, however it is cut.', async () => {
  const bodies = [
    ['sse', '\n data: ignored\n\ndata: 1\n\n', [event('1')]],
    ['sse', ': a comment\n\ndata: 1\n\n', [event('1')]],
    ['sse', '{"a":1}', [{ type: 'document', text: '{"a":1}' }]],
    ['ndjson', '{"a":1}\n', [{ type: 'line', text: '{"a":1}' }]],
    ['text', 'Hello', [{ type: 'text', text: 'Hello' }]],
  ] as const;
  for (const [framing, body, frames] of bodies)
    for (const cut of [0, 1, 3]) {
      const url = await serve((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        if (cut > 0) response.write(body.slice(0, cut));
        setTimeout(() => response.end(body.slice(cut)), 5);
      });
      const found = (await framesOf(url, framing)).frames;
      const joined = framing === 'text' ? [{ type: 'text', text: textIn(found) }] : found;
      expect(joined).toEqual(frames);
    }
});

function textIn(frames: readonly Frame[]): string {
  return frames.map((frame) => (frame.type === 'text' ? frame.text : '')).join('');
}

test('Text is limited to as many bytes as asked for.', async () => {
  const url = await serve((_, response) => void response.end('x'.repeat(100_000)));
  const response = await get(url);
  expect(await response.text(1000)).toHaveLength(1000);
});

test('An event of two megabytes is whole; a line without an end is given up and its connection closed.', async () => {
  const large = 'x'.repeat(2 * 1024 * 1024);
  const whole = await serve((_, response) => void response.end(`data: ${large}\n\n`));
  expect((await framesOf(whole)).frames).toEqual([event(large)]);
  const closed = Promise.withResolvers<void>();
  let sent = 0;
  const endless = await serve(async (_, response) => {
    response.on('close', () => closed.resolve());
    response.write('data: ');
    while (!response.destroyed) {
      sent += 65_536;
      if (!response.write('x'.repeat(65_536)))
        await Promise.race([once(response, 'drain'), closed.promise]);
    }
  });
  const { frames, failure } = await framesOf(endless);
  expect(frames).toEqual([]);
  expect(failure).toMatchObject({ code: 'malformed-response', retryable: false });
  await closed.promise;
  expect(sent).toBeLessThan(40 * 1024 * 1024);
});

test('A port where nothing listens, a name that does not exist and an address of another kind are told apart.', async () => {
  const server = createSocketServer();
  const url = await listen(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  const refused = await failureOf(get(url));
  expect(refused).toMatchObject({ code: 'unreachable', retryable: false });
  expect(refused.message).toContain('Start the local model server');
  const unknown = await failureOf(get('http://nowhere.invalid/v1'));
  expect(unknown).toMatchObject({ code: 'unreachable' });
  expect(unknown.message).toContain('nowhere.invalid');
  expect((await failureOf(get('ftp://127.0.0.1/'))).message).toContain('not an http or https');
  expect((await failureOf(get('not an address'))).message).toContain('not an http or https');
});

test('TLS spoken to a plain port suggests http.', async () => {
  const url = await serve((_, response) => void response.end());
  const failure = await failureOf(get(url.replace('http:', 'https:')));
  expect(failure).toMatchObject({ code: 'unreachable', retryable: false });
  expect(failure.message).toContain('http://');
});

test('A connection whose body ends just after its reader left serves the next request.', async () => {
  const sockets = new Set<unknown>();
  const ended: Promise<unknown>[] = [];
  const url = await serve((request, response) => {
    sockets.add(request.socket);
    ended.push(once(response, 'close'));
    response.write('data: 1\n\n');
    setTimeout(() => response.end(), 20);
  });
  const http = openHttp();
  for (let count = 0; count < 6; count += 1) {
    const response = await http.send({ method: 'GET', url, headers: {} }, forever);
    for await (const _ of response.frames('sse')) break;
    await ended.at(-1);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(sockets.size).toBeLessThan(6);
});
