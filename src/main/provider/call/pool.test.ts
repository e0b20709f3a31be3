import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createCookieJars } from '../../net/cookies.ts';
import { createEndpointHealth } from '../../net/endpoint-health.ts';
import type { EndpointHealth } from '../../net/endpoint-health.ts';
import { listen, openHttp, serve } from '../../net/testing/loopback.ts';
import { findDefinition } from '../catalog/catalog.ts';
import { openaiChat } from '../formats/openai-chat/openai-chat.ts';
import { callWith, openStream, refuse, streamText } from '../testing/providers.ts';
import { streamAnswer } from './stream.ts';

function neverRandom(): EndpointHealth {
  return createEndpointHealth({ elapsed: () => 0, random: () => 0 });
}

async function ask(baseUrls: readonly string[], health: EndpointHealth, http = openHttp()) {
  const definition = findDefinition('openai-compatible');
  if (definition === undefined) throw new Error('The row is missing.');
  const servers: string[] = [];
  const failures: Failure[] = [];
  const delays: number[] = [];
  const events: StreamEvent[] = [];
  const clock = {
    now: () => 0,
    elapsed: () => 0,
    sleep: (milliseconds: number) => {
      delays.push(milliseconds);
      return Promise.resolve();
    },
  };
  const access = {
    name: 'Pool',
    definition,
    adapter: openaiChat,
    baseUrls,
    credential: null,
    cookiesOf: (server: string) => createCookieJars().of('pool', server),
  };
  const stream = streamAnswer({ http, clock, health }, access, callWith('hi'), {
    signal: new AbortController().signal,
    onRoute: (event) => {
      if (event.type === 'attempt') servers.push(event.server ?? '');
      else failures.push(event.failure);
    },
  });
  for await (const batch of stream) events.push(...batch);
  const text = events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
  const last = events.at(-1);
  return {
    text,
    failed: failures.map(({ code }) => code),
    asked: servers.map((server) => baseUrls.findIndex((url) => url.includes(server))),
    delays,
    failure: last?.type === 'error' ? last.failure : null,
  };
}

async function closedPort(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return url;
}

test('A pool goes on at once over a closed port, a 403, a 503 and an empty answer to the server that answers.', async () => {
  const servers = await Promise.all([
    closedPort(),
    serve((_, response) => refuse(response, 403, 'no')),
    serve((_, response) => refuse(response, 503, 'busy')),
    serve((_, response) => streamText(response)),
    serve((_, response) => streamText(response, 'fine')),
  ]);
  const { text, failed, asked, delays } = await ask(servers, neverRandom());
  expect({ text, failed, asked }).toEqual({
    text: 'fine',
    failed: ['unreachable', 'forbidden', 'provider-unavailable', 'empty-response'],
    asked: [0, 1, 2, 3, 4],
  });
  expect(delays).toEqual([0, 0, 0, 0]);
});

test('A server of a pool that takes the call and says nothing is left for the next one, but the last one has all its time.', async () => {
  const silent = await serve(() => undefined);
  const headersOnly = await serve((_, response) => {
    openStream(response);
    response.flushHeaders();
  });
  const slow = await serve((_, response) => {
    setTimeout(() => streamText(response, 'at last'), 400);
  });
  const http = openHttp({ timeouts: { firstByteMs: 60_000, alternativeFirstByteMs: 100 } });
  const { text, failed, asked } = await ask([silent, headersOnly, slow], neverRandom(), http);
  expect({ text, failed, asked }).toEqual({
    text: 'at last',
    failed: ['timed-out', 'timed-out'],
    asked: [0, 1, 2],
  });
});

test.each([
  ['another host', 404, 'not here', 'model-unavailable'],
  ['no credit', 402, 'pay', 'quota-exceeded'],
  ['another code', 401, 'wrong access code', 'missing-credential'],
  ['no channel of One API', 503, '对于模型 m 无可用渠道', 'model-unavailable'],
  ['a limit', 429, 'slow down', 'rate-limited'],
])('A pool goes on to the next server over %s.', async (...[, status, message, code]) => {
  const bad = await serve((_, response) => refuse(response, status, message));
  const good = await serve((_, response) => streamText(response, 'fine'));
  const { text, failed, delays } = await ask([bad, good], neverRandom());
  expect({ text, failed, delays }).toEqual({ text: 'fine', failed: [code], delays: [0] });
});

test('A pool is not asked round for what is wrong with the request itself.', async () => {
  for (const message of ['messages must not be empty', 'maximum context length is 4097 tokens']) {
    const refusing = await serve((_, response) => refuse(response, 400, message));
    const other = await serve((_, response) => streamText(response, 'no'));
    const { asked, failure } = await ask([refusing, other], neverRandom());
    expect(asked).toEqual([0]);
    expect(failure).toMatchObject({ status: 400, detail: message });
  }
});

const host = (url: string): string => new URL(url).host;

test('A pool that fails whole names each server with its reason, and is told by the most telling one.', async () => {
  const dead = await closedPort();
  const limited = await serve((_, response) => {
    response.writeHead(429, { 'retry-after': '90' }).end();
  });
  const refusing = await serve((_, response) => refuse(response, 403, 'no'));
  const { failure } = await ask([limited, refusing, dead], neverRandom());
  expect(failure).toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 90_000 });
  expect(failure?.message).toBe(
    `Cannot get an answer: none of the 3 servers gave one. ` +
      `${host(limited)}: the provider limits how often it answers; ` +
      `${host(refusing)}: the provider does not allow this; ` +
      `${host(dead)}: nothing answers at this address (ECONNREFUSED).`,
  );
});

test('A server that failed again and again is asked last, and first again once it has rested.', async () => {
  let now = 0;
  const health = createEndpointHealth({ elapsed: () => now, random: () => 0, restMs: 100 });
  let isWell = false;
  const flaky = await serve((_, response) =>
    isWell ? streamText(response, 'well') : refuse(response, 503, 'ill'),
  );
  const good = await serve((_, response) => streamText(response, 'good'));
  for (let count = 0; count < 3; count += 1)
    expect((await ask([flaky, good], health)).asked).toEqual([0, 1]);
  expect((await ask([flaky, good], health)).asked).toEqual([1]);
  isWell = true;
  now = 100;
  expect(await ask([flaky, good], health)).toMatchObject({ asked: [0], text: 'well' });
});

test('A single server that keeps failing is asked once at each wish of a person, and never refused.', async () => {
  let calls = 0;
  const health = neverRandom();
  const failing = await serve((_, response) => {
    calls += 1;
    refuse(response, 503, 'ill');
  });
  expect((await ask([failing], health)).asked).toEqual([0, 0, 0]);
  for (let count = 0; count < 3; count += 1) {
    const { asked, failure } = await ask([failing], health);
    expect(asked).toEqual([0]);
    expect(failure?.code).toBe('provider-unavailable');
  }
  expect(calls).toBe(6);
});
