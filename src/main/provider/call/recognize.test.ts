import { expect, test } from 'vitest';
import { failureOf, openHttp, serve } from '../../net/testing/loopback.ts';
import { createProviders } from '../providers.ts';
import { callWith, providerDependencies } from '../testing/providers.ts';

/** A NextChat site, or another one that has nothing but pages. */
async function site(isNextChat: boolean) {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    if (isNextChat && request.url === '/api/config') return response.end('{"needCode":true}');
    response.writeHead(404, { 'content-type': 'text/html' });
    return response.end('<!doctype html><title>404: This page could not be found</title>');
  });
  return { url, seen };
}

async function ask(definitionId: string, baseUrl: string) {
  const providers = createProviders(providerDependencies({ http: openHttp() }));
  const credential = 'a-code-of-mine';
  const id = await providers.save({ definitionId, name: 'Mine', baseUrl, credential });
  const { signal } = new AbortController();
  for await (const events of providers.stream(id, callWith('hi'), { signal }))
    for (const event of events) if (event.type === 'error') return event.failure;
  return undefined;
}

test.each([
  ['openai-compatible', '/v1'],
  ['liaobots', ''],
  ['ollama', ''],
])(
  'A NextChat site that is asked as %s says so after one question without a credential.',
  async (...[row, path]) => {
    const { url, seen } = await site(true);
    const failure = await ask(row, url + path);
    expect(failure).toMatchObject({
      code: 'malformed-response',
      status: 404,
      foundService: 'NextChat',
      message: expect.stringMatching(
        /there is a NextChat site at .*, and it was asked as .*\. Add it as NextChat\.$/,
      ),
    });
    expect(seen).toHaveLength(2);
    expect(seen[1]).toBe('GET /api/config -');
  },
);

test('Another site is only said to have no such API; a NextChat row asks no further.', async () => {
  const other = await site(false);
  const failure = await ask('liaobots', other.url);
  expect(failure?.message).toContain('there is no API at this address');
  expect(failure).not.toHaveProperty('foundService');
  const asked = await site(true);
  await ask('nextchat', asked.url);
  expect(asked.seen.filter((call) => call.includes('/api/config'))).toEqual([]);
});

test('The list of models says the same.', async () => {
  const { url } = await site(true);
  const providers = createProviders(providerDependencies({ http: openHttp() }));
  const row = { definitionId: 'openai-compatible', name: 'Mine', baseUrl: `${url}/v1` };
  const id = await providers.save(row);
  const failure = await failureOf(providers.listModels(id, { refresh: true }));
  expect(failure.message).toMatch(/^Cannot list the models of Mine: there is a NextChat site/);
});
