import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { afterwards } from '../../net/testing/loopback.ts';
import { localServerKinds } from './kinds.ts';
import { localAddresses } from './local-servers.ts';
import { providerDependencies } from '../testing/providers.ts';
import { createProviders } from '../providers.ts';

/** What a program says at its paths; everything else is 404, or what `elsewhere` is. */
interface Program {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly elsewhere?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

const openAiList = (...ids: string[]) => ({
  object: 'list',
  data: ids.map((id) => ({ id, object: 'model' })),
});

const ollama = (...names: string[]): Program => ({
  paths: {
    '/api/version': { version: '0.14.1' },
    '/api/tags': { models: names.map((name) => ({ name })) },
  },
});

const lmStudio: Program = {
  paths: {
    '/v1/models': openAiList('qwen3-8b', 'nomic-embed'),
    '/api/v0/models': {
      object: 'list',
      data: [
        { id: 'qwen3-8b', type: 'llm', state: 'loaded', max_context_length: 40_960 },
        { id: 'nomic-embed', type: 'embeddings', state: 'not-loaded' },
      ],
    },
  },
  elsewhere: { error: 'Unexpected endpoint or method.' },
};

const llamaCpp: Program = {
  paths: {
    '/props': { default_generation_settings: { n_ctx: 4096 } },
    '/v1/models': { object: 'list', data: [{ id: 'gemma.gguf', meta: { n_ctx_train: 8192 } }] },
  },
};

const vllm: Program = {
  paths: {
    '/version': { version: '0.22.0' },
    '/v1/models': { object: 'list', data: [{ id: 'mixtral', max_model_len: 32_768 }] },
  },
};

const jan: Program = { paths: { '/v1/models': openAiList('jan-v1-4b') } };

/** Answers as the program does, up to the end of the test. `asked` has every path so far. */
async function start(program: Program, port = 0) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const body = program.paths[path] ?? program.elsewhere;
    const status = body === undefined ? 404 : (program.status ?? 200);
    response.writeHead(status, { 'content-type': 'application/json', ...program.headers });
    response.end(JSON.stringify(body ?? {}));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => stop(server));
  const { port: own } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${own}`, port: own, asked, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** Looks at these addresses alone; the clock moves on by a minute at every look at it. */
function searcher(
  localAddresses: Readonly<Record<string, readonly string[]>>,
  // The machine may be busy; how short the real limit is, is no matter of most tests.
  localProbeMs = 5000,
) {
  const events: AppEvent[] = [];
  const nowhere = localServerKinds.map(({ definitionId }) => [definitionId, []] as const);
  const dependencies = providerDependencies({ broadcast: (event) => void events.push(event) });
  let minutes = 0;
  const providers = createProviders({
    ...dependencies,
    clock: { ...dependencies.clock, elapsed: () => (minutes += 1) * 60_000 },
    localAddresses: { ...Object.fromEntries(nowhere), ...localAddresses },
    localProbeMs,
  });
  const ids = () => providers.views().map(({ id }) => id);
  return { providers, events, ids, settings: dependencies.settings };
}

describe('a search for the model servers of this computer', () => {
  it('finds each program by what it says, with its models and their context, without any setting up', async () => {
    const { providers, ids } = searcher({
      ollama: [(await start(ollama('llama3:8b', 'gemma:2b'))).origin],
      'lm-studio': [`${(await start(lmStudio)).origin}/v1`],
      'llama-cpp': [`${(await start(llamaCpp)).origin}/v1`],
      vllm: [`${(await start(vllm)).origin}/v1`],
      jan: [`${(await start(jan)).origin}/v1`],
    });
    await providers.searchLocal();
    expect(ids()).toEqual(['eliza', 'ollama', 'lm-studio', 'llama-cpp', 'vllm', 'jan']);
    const models = providers.views().flatMap(({ local }) => local?.models ?? []);
    expect(models).toEqual([
      { id: 'gemma:2b' },
      { id: 'llama3:8b' },
      { id: 'qwen3-8b', contextLength: 40_960 },
      { id: 'gemma.gguf', contextLength: 8192 },
      { id: 'mixtral', contextLength: 32_768 },
      { id: 'jan-v1-4b' },
    ]);
    expect(providers.find('ollama')).toMatchObject({ isFound: true, local: { isRunning: true } });
    const list = await providers.listModels('lm-studio', { refresh: true });
    expect(list.models).toContainEqual({ id: 'qwen3-8b', contextLength: 40_960 });
  });

  it.each([
    ['an open port with another program behind it', { paths: { '/': 'Hello' } }],
    ['a program that answers everything with 200', { paths: {}, elsewhere: { error: 'No.' } }],
    ['another program of the kind', lmStudio],
    ['a version without models', { paths: { '/api/version': { version: '1' } } }],
  ] satisfies [string, Program][])('takes %s for nothing', async (_, program) => {
    const { providers, ids, events } = searcher({ ollama: [(await start(program)).origin] });
    await providers.searchLocal();
    expect(ids()).toEqual(['eliza']);
    expect(events).toEqual([]);
  });

  it('finds a llama.cpp that wants a key by its name in the header', async () => {
    const locked: Program = { ...llamaCpp, status: 401, headers: { server: 'llama.cpp' } };
    const { providers } = searcher({ 'llama-cpp': [`${(await start(locked)).origin}/v1`] });
    await providers.searchLocal();
    expect(providers.find('llama-cpp').local).toMatchObject({ isRunning: true, models: [] });
  });

  it('notices by itself what stops, what starts again and what serves other models', async () => {
    const first = await start(ollama('a'));
    const { providers, events } = searcher({ ollama: [first.origin] });
    const states = () => providers.find('ollama').local;
    await providers.searchLocal();
    await providers.searchLocal();
    expect(events).toHaveLength(1);

    await first.stop();
    await providers.searchLocal();
    expect(states()).toMatchObject({ isRunning: false, models: [{ id: 'a' }] });
    expect(events).toHaveLength(2);

    await start(ollama('a', 'b'), first.port);
    await providers.searchLocal();
    expect(states()).toMatchObject({ isRunning: true, models: [{ id: 'a' }, { id: 'b' }] });
    expect(events).toHaveLength(3);
    expect((await providers.listModels('ollama', { refresh: false })).models).toHaveLength(2);
  });

  it('leaves a server that is too busy to answer as it was', async () => {
    let isBusy = false;
    const server = createServer((request, response) => {
      const body = ollama('a').paths[request.url ?? ''];
      if (!isBusy) response.end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(() => stop(server));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dependencies = providerDependencies();
    const nowhere = localServerKinds.map(({ definitionId }) => [definitionId, []] as const);
    const addresses = { ...Object.fromEntries(nowhere), ollama: [origin] };
    const providers = createProviders({
      ...dependencies,
      localAddresses: addresses,
      localProbeMs: 1500,
    });
    await providers.searchLocal();
    expect(providers.find('ollama').local?.isRunning).toBe(true);
    isBusy = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    // A second search within a second is the first one.
    setTimeout(resolve, 1100);
    await promise;
    await providers.searchLocal();
    expect(providers.find('ollama').local?.isRunning).toBe(true);
  });

  it('finds a server that is slow to answer, without making anybody wait for it', async () => {
    const { promise: mayAnswer, resolve } = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      const body = JSON.stringify(ollama('a').paths[request.url ?? '']);
      void mayAnswer.then(() => response.end(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(() => stop(server));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { providers, events } = searcher({ ollama: [origin] }, 300);
    await providers.searchLocal();
    expect(providers.views().map(({ id }) => id)).toEqual(['eliza']);
    resolve();
    await expect.poll(() => events.length).toBe(1);
    expect(providers.find('ollama').local).toMatchObject({
      isRunning: true,
      models: [{ id: 'a' }],
    });
  });

  it('watches a server that a person set up at another address, and offers none beside it', async () => {
    const { origin, asked } = await start(ollama('a'));
    const { providers, ids } = searcher({});
    await providers.save({ definitionId: 'ollama', name: 'Mine', baseUrl: origin });
    await providers.searchLocal();
    expect(ids()).toEqual(['eliza', 'ollama']);
    expect(providers.find('ollama')).toMatchObject({ name: 'Mine', local: { isRunning: true } });
    expect(providers.find('ollama').isFound).toBeUndefined();
    expect(asked.toSorted()).toEqual(['/api/tags', '/api/version']);
  });

  it('asks nobody but this computer', async () => {
    const { origin, asked } = await start(ollama('a'));
    const named = origin.replace('127.0.0.1', 'localhost');
    const { providers } = searcher({ ollama: [named, 'http://192.0.2.1:11434'] });
    await providers.searchLocal();
    expect(asked).toEqual([]);
    expect(providers.views()).toHaveLength(1);
  });

  it('goes along when it is asked for during another', async () => {
    const { origin, asked } = await start(ollama('a'));
    const { providers } = searcher({ ollama: [origin] });
    await Promise.all([providers.searchLocal(), providers.searchLocal()]);
    expect(asked).toHaveLength(2);
  });
});

describe('a local provider that nobody set up and that does not run', () => {
  it('says so, instead of being unknown', () => {
    const { providers } = searcher({});
    expect(providers.find('ollama')).toMatchObject({ id: 'ollama', name: 'Ollama', baseUrl: null });
    expect(() => providers.find('openai')).toThrow('it is not set up');
  });
});

describe('a local provider of the model that was chosen last', () => {
  it('is shown as not running until it is found', async () => {
    const { origin } = await start(ollama('a'));
    const { providers, settings, ids } = searcher({ ollama: [origin] });
    settings.change({ model: { providerId: 'ollama', modelId: 'a' } });
    expect(providers.find('ollama')).toMatchObject({ isFound: true, local: { isRunning: false } });
    await providers.searchLocal();
    expect(providers.find('ollama')).toMatchObject({ baseUrl: origin, local: { isRunning: true } });
    expect(ids()).toEqual(['eliza', 'ollama']);
  });
});

describe('the address of Ollama', () => {
  it.each([
    [undefined, {}],
    ['', {}],
    ['127.0.0.1:4711', { ollama: ['http://127.0.0.1:4711'] }],
    ['0.0.0.0', { ollama: ['http://127.0.0.1:11434'] }],
    ['http://127.0.0.1:8000', { ollama: ['http://127.0.0.1:8000'] }],
    ['https://ollama.example', {}],
  ])('for OLLAMA_HOST=%s is %o', (host, addresses) => {
    expect(localAddresses({ OLLAMA_HOST: host })).toEqual(addresses);
  });
});
