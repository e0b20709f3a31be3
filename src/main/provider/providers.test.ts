import { describe, expect, it } from 'vitest';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { failureOf } from '../net/testing/loopback.ts';
import { systemClock } from './call/clock.ts';
import {
  callWith,
  openStream,
  providerDependencies,
  refuse,
  startChatService,
  streamText,
  writeChunk,
  writeDelta,
} from './testing/providers.ts';
import type { RouteEvent } from './call/stream.ts';
import { createProviders } from './providers.ts';
import type { Providers, ProvidersDependencies } from './providers.ts';

const CANARY = 'sk-canary/0123456789+4f2a';

interface Answer {
  readonly events: readonly StreamEvent[];
  readonly route: readonly RouteEvent[];
  readonly text: string;
}

async function ask(providers: Providers, id: string, call = callWith('hi')): Promise<Answer> {
  const events: StreamEvent[] = [];
  const route: RouteEvent[] = [];
  const { signal } = new AbortController();
  const options = { signal, onRoute: (event: RouteEvent) => void route.push(event) };
  for await (const batch of providers.stream(id, call, options)) events.push(...batch);
  const text = events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
  return { events, route, text };
}

function anthropicBlock(index: number, content: object): string {
  const events = [
    { type: 'content_block_start', index, content_block: content },
    { type: 'content_block_stop', index },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

/** Providers with one of them at `baseUrl`, under the id `openai`. */
async function withOpenAi(
  baseUrl: string,
  options: { credential?: string; changes?: Partial<ProvidersDependencies> } = {},
): Promise<Providers> {
  const providers = createProviders(providerDependencies(options.changes));
  const { credential } = options;
  await providers.save({
    definitionId: 'openai',
    name: 'Mine',
    baseUrl,
    ...(credential !== undefined && { credential }),
  });
  return providers;
}

describe('an answer', () => {
  it('comes from the address of the provider, with its credential in a header', async () => {
    const service = await startChatService((response) => streamText(response, 'Hel', 'lo'));
    const providers = await withOpenAi(service.baseUrl, { credential: CANARY });
    const { events, text, route } = await ask(providers, 'openai');
    expect(text).toBe('Hello');
    expect(events.filter(isTerminal)).toEqual([{ type: 'finish', reason: 'stop' }]);
    expect(service.calls[0]).toMatchObject({
      url: '/v1/chat/completions',
      headers: { authorization: `Bearer ${CANARY}` },
    });
    expect(route).toEqual([{ type: 'attempt', server: service.baseUrl.replace('http://', '') }]);
  });

  it('needs a credential only at the address of the row', async () => {
    const service = await startChatService((response) => streamText(response, 'ok'));
    const named = await withOpenAi(service.baseUrl);
    expect((await ask(named, 'openai')).text).toBe('ok');
    expect(service.calls[0]?.headers.authorization).toBeUndefined();

    const official = createProviders(providerDependencies());
    await official.save({ definitionId: 'openai', name: 'OpenAI', baseUrl: null });
    expect((await ask(official, 'openai')).events).toEqual([
      { type: 'error', failure: expect.objectContaining({ code: 'missing-credential' }) },
    ]);
  });

  it('of a provider that is not set up is a failure that says so', async () => {
    const { events } = await ask(createProviders(providerDependencies()), 'prov_gone');
    expect(events).toEqual([
      { type: 'error', failure: expect.objectContaining({ code: 'invalid-input' }) },
    ]);
  });

  it('never repeats the credential, whoever quotes it', async () => {
    const service = await startChatService((response) =>
      refuse(response, 401, `No ${CANARY} or ${encodeURIComponent(CANARY)} here`),
    );
    const providers = await withOpenAi(service.baseUrl, { credential: CANARY });
    const { events } = await ask(providers, 'openai');
    expect(events.at(-1)).toMatchObject({ failure: { code: 'unauthorized', status: 401 } });
    const tested = await providers.test('openai');
    expect(tested.ok).toBe(false);
    for (const shown of [events, tested, providers.views()]) {
      expect(JSON.stringify(shown)).not.toMatch(/canary/);
    }
  });

  it('is asked for again after a failure that may pass, as often as three times', async () => {
    const service = await startChatService((response, _, position) =>
      position < 2 ? refuse(response, 503, 'later') : streamText(response, 'ok'),
    );
    const providers = await withOpenAi(service.baseUrl);
    const { text, route } = await ask(providers, 'openai');
    expect(text).toBe('ok');
    const failed = ['attempt', 'attempt-failed'];
    expect(route.map(({ type }) => type)).toEqual([...failed, ...failed, 'attempt']);
  });

  it('ends with the failure when that does not pass', async () => {
    const service = await startChatService((response) => refuse(response, 500, 'broken'));
    const providers = await withOpenAi(service.baseUrl);
    const { events } = await ask(providers, 'openai');
    expect(service.calls).toHaveLength(3);
    expect(events).toEqual([
      { type: 'error', failure: expect.objectContaining({ code: 'provider-unavailable' }) },
    ]);
  });

  it.each([400, 401, 403, 404])('is not asked for again after status %d', async (status) => {
    const service = await startChatService((response) => refuse(response, status, 'no'));
    await ask(await withOpenAi(service.baseUrl), 'openai');
    expect(service.calls).toHaveLength(1);
  });

  it('that breaks off in reasoning which nobody sees begins anew, with its parts in their places', async () => {
    const service = await startChatService((response, _, position) => {
      openStream(response);
      if (position === 0) {
        response.write(anthropicBlock(0, { type: 'redacted_thinking', data: 'hidden' }));
        setImmediate(() => response.destroy());
        return;
      }
      const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' } };
      response.write(anthropicBlock(0, { type: 'text', text: 'whole' }));
      response.write(`event: message_delta\ndata: ${JSON.stringify(end)}\n\n`);
      response.end('event: message_stop\ndata: {"type":"message_stop"}\n\n');
    });
    const providers = createProviders(providerDependencies());
    await providers.save({ definitionId: 'anthropic', name: 'A', baseUrl: service.baseUrl });
    const { events, text } = await ask(providers, 'anthropic');
    expect(text).toBe('whole');
    expect(events.filter((event) => 'index' in event && event.index === 0)).toEqual([
      { type: 'text-delta', index: 0, delta: 'whole' },
      { type: 'part-end', index: 0 },
    ]);
  });

  it('waits as long as the service asks for, but not for minutes', async () => {
    const waits: number[] = [];
    const sleep = async (ms: number): Promise<void> => void waits.push(ms);
    const service = await startChatService((response, _, position) => {
      response.setHeader('retry-after', position === 0 ? '3' : '60');
      refuse(response, 429, 'slow down');
    });
    const changes = { clock: { ...systemClock, sleep } };
    const { events } = await ask(await withOpenAi(service.baseUrl, { changes }), 'openai');
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(3000);
    expect(events.at(-1)).toMatchObject({
      failure: { code: 'rate-limited', retryAfterMs: 60_000 },
    });
  });

  it('keeps what was visible when it breaks off, and is not asked for again', async () => {
    const service = await startChatService(async (response) => {
      openStream(response);
      writeDelta(response, 'half');
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.destroy();
    });
    const { events, text } = await ask(await withOpenAi(service.baseUrl), 'openai');
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({ type: 'error' });
    expect(service.calls).toHaveLength(1);
  });

  it('of a model whose own answer is last is asked to be continued', async () => {
    const service = await startChatService((response) => streamText(response, 'rest'));
    const turns = [
      { role: 'user', text: 'count', files: [] },
      { role: 'assistant', text: 'one, two', reasoning: [] },
    ] as const;
    await ask(await withOpenAi(service.baseUrl), 'openai', callWith('', { turns }));
    const messages = service.calls[0]?.body?.['messages'];
    expect(messages).toMatchObject([
      { role: 'user', content: 'count' },
      { role: 'assistant', content: 'one, two' },
      { role: 'user', content: expect.stringMatching(/^Continue/) },
    ]);
  });

  it('ends soon after its last word, with the usage that comes late, however long the connection stays open', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const service = await startChatService((response) => {
      openStream(response);
      writeDelta(response, 'Done.');
      writeChunk(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      setTimeout(() => writeChunk(response, { choices: [], usage }), 200);
    });
    const providers = await withOpenAi(service.baseUrl);
    const { events } = await ask(providers, 'openai');
    expect(events).toContainEqual(expect.objectContaining({ type: 'usage', totalTokens: 3 }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    await service.calls[0]?.closedByClient;
  });

  it('closes the connection when it is aborted', async () => {
    const service = await startChatService((response) => {
      openStream(response);
      writeDelta(response, 'on and on');
    });
    const providers = await withOpenAi(service.baseUrl);
    const controller = new AbortController();
    const { signal } = controller;
    const run = async (): Promise<void> => {
      for await (const events of providers.stream('openai', callWith('hi'), { signal })) {
        if (events.some(({ type }) => type === 'text-delta')) controller.abort();
      }
    };
    await run().catch(() => undefined);
    await service.calls[0]?.closedByClient;
    expect(service.calls).toHaveLength(1);
  });

  it('of the offline provider comes without a network', async () => {
    const { text } = await ask(
      createProviders(providerDependencies()),
      'eliza',
      callWith('I am sad'),
    );
    expect(text).toContain('you are sad');
  });
});

describe('the model list', () => {
  it('is fetched once, and again on demand or after a change of the provider', async () => {
    const service = await startChatService((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'a' }, { id: 'b' }] }));
    });
    const providers = await withOpenAi(service.baseUrl);
    const list = async (refresh: boolean): Promise<string[]> =>
      (await providers.listModels('openai', { refresh })).models.map(({ id }) => id);
    expect(await list(false)).toEqual(['a', 'b']);
    expect(await list(false)).toEqual(['a', 'b']);
    expect(service.calls.map(({ url }) => url)).toEqual(['/v1/models']);
    await list(true);
    expect(service.calls).toHaveLength(2);
    const { baseUrl } = service;
    await providers.save({ providerId: 'openai', definitionId: 'openai', name: 'N', baseUrl });
    await list(false);
    expect(service.calls).toHaveLength(3);
    expect(await providers.test('openai')).toMatchObject({ ok: true, modelCount: 2 });
  });

  it('is what the row knows while the service does not answer', async () => {
    const service = await startChatService((response) => refuse(response, 500, 'down'));
    const providers = await withOpenAi(service.baseUrl);
    const { models } = await providers.listModels('openai', { refresh: false });
    expect(models.map(({ id }) => id)).toEqual(providers.find('openai').definition.models);
    const refreshed = providers.listModels('openai', { refresh: true });
    expect((await failureOf(refreshed)).code).toBe('provider-unavailable');
  });

  it('says what a site says that is down, whatever its status', async () => {
    const service = await startChatService((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('"TypeError: fetch failed"');
    });
    const tested = await (await withOpenAi(service.baseUrl)).test('openai');
    expect(tested).toMatchObject({
      ok: false,
      failure: {
        code: 'provider-unavailable',
        message: expect.stringMatching(/^Cannot list the models of .*: the provider is overloaded/),
        detail: 'TypeError: fetch failed',
      },
    });
  });

  it('that is no list is a failure which quotes nothing of it', async () => {
    const service = await startChatService((response) => response.end('<html>canary</html>'));
    const tested = await (await withOpenAi(service.baseUrl)).test('openai');
    expect(tested).toMatchObject({ ok: false, failure: { code: 'malformed-response' } });
    expect(JSON.stringify(tested)).not.toContain('canary');
  });

  it('of the offline provider is known', async () => {
    const providers = createProviders(providerDependencies());
    const { models } = await providers.listModels('eliza', { refresh: true });
    expect(models).toEqual([{ id: 'eliza-1966', name: 'ELIZA' }]);
    expect(await providers.test('eliza')).toMatchObject({ ok: true, modelCount: 1 });
  });
});
