import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { openHttp, serve } from '../../net/testing/loopback.ts';
import { createProviders } from '../providers.ts';
import { callWith, providerDependencies, refuse, streamText } from '../testing/providers.ts';

type Page = (request: IncomingMessage, response: ServerResponse) => unknown;

/** One answer of a site of EasyChat whose pages are `page`; its API lets in who has the cookie `sid`. */
async function ask(page: Page, { needsCookie = true } = {}) {
  const calls: string[] = [];
  const url = await serve((request, response) => {
    const { method = '', url: path = '', headers } = request;
    calls.push(`${method} ${path} ${headers.cookie ?? '-'}`);
    if (method === 'GET') return page(request, response);
    const isIn = !needsCookie || headers.cookie?.includes('sid=1') === true;
    return isIn ? streamText(response, 'fine') : refuse(response, 403, 'no');
  });
  const http = openHttp();
  const providers = createProviders(providerDependencies({ http }));
  const row = { definitionId: 'easychat', name: 'EasyChat', baseUrl: url };
  const providerId = await providers.save(row);
  let text = '';
  const signal = new AbortController().signal;
  for await (const events of providers.stream(providerId, callWith('hi'), { signal }))
    for (const event of events) {
      if (event.type === 'text-delta') text += event.delta;
      if (event.type === 'error') text += event.failure.code;
    }
  return { text, calls };
}

const redirect = (response: ServerResponse, location: string, cookie?: string): unknown =>
  response
    .writeHead(302, { location, ...(cookie !== undefined && { 'set-cookie': cookie }) })
    .end();

test('The cookies of every redirect of a visit count, and go along from there on.', async () => {
  const { text, calls } = await ask(({ url }, response) =>
    url === '/'
      ? redirect(response, '/zh', 'sid=1; Path=/')
      : response.writeHead(200, { 'set-cookie': 'lang=zh; Path=/' }).end('<html></html>'),
  );
  expect(text).toBe('fine');
  expect(calls).toEqual([
    'GET / -',
    'GET /zh sid=1',
    'POST /api/openai/v1/chat/completions sid=1; lang=zh',
  ]);
});

test('A visit never leaves the site.', async () => {
  const seen: string[] = [];
  const other = await serve((request, response) => {
    seen.push(request.url ?? '');
    response.end();
  });
  const { text } = await ask((_, response) => redirect(response, other, 'sid=1; Path=/'));
  expect({ text, seen }).toEqual({ text: 'fine', seen: [] });
});

test.each<[string, Page]>([
  ['is moved elsewhere', (_, response) => redirect(response, 'https://elsewhere.example/')],
  ['breaks', ({ socket }) => socket.destroy()],
  ['is out of order', (_, response) => response.writeHead(500).end('Error')],
  ['goes round in a circle', (_, response) => redirect(response, '/')],
])('A page that %s does not decide: the API is asked all the same.', async (_, page) => {
  const { text, calls } = await ask(page, { needsCookie: false });
  expect(text).toBe('fine');
  expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
});
