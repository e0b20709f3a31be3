import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { createModelListFile } from '../../storage/model-lists.ts';
import { testFolder } from '../../storage/testing/folder.ts';
import { transientCredentials, transientSettings } from './memory.ts';
import { providerDependencies, refuse, startChatService } from '../testing/providers.ts';
import type { ChatService } from '../testing/providers.ts';
import { createProviders } from '../providers.ts';
import type { Providers } from '../providers.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A service whose list can change, and be out of order. */
async function startService() {
  const state = { models: ['a', 'b'], isUp: true };
  const service = await startChatService((response) => {
    if (!state.isUp) return refuse(response, 401, 'no');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data: state.models.map((id) => ({ id })) }));
  });
  return { state, service };
}

/** Parley with OpenAI set up at the service; each start is a new process on the same data folder. */
async function install({ baseUrl }: ChatService, directory = testFolder()) {
  const settings = transientSettings();
  const credentials = transientCredentials();
  const start = (hour: number) => {
    const events: AppEvent[] = [];
    const dependencies = providerDependencies({
      settings,
      credentials,
      modelListFile: createModelListFile(directory),
      broadcast: (event) => void events.push(event),
    });
    const clock = { ...dependencies.clock, now: () => hour * HOUR_MS };
    return { providers: createProviders({ ...dependencies, clock }), events };
  };
  const save = (providers: Providers, address: string, credential = 'key'): Promise<string> =>
    providers.save({
      ...(settings.read().providers.length > 0 && { providerId: 'openai' }),
      definitionId: 'openai',
      name: 'N',
      baseUrl: address,
      credential,
    });
  await save(start(0).providers, baseUrl);
  return { directory, settings, credentials, start, save };
}

const idsOf = async (providers: Providers, refresh = false): Promise<string[]> =>
  (await providers.listModels('openai', { refresh })).models.map(({ id }) => id);

it('a list that arrives when its provider has become another one is not kept', async () => {
  const { service } = await startService();
  const asked = Promise.withResolvers<void>();
  const mayAnswer = Promise.withResolvers<void>();
  const slow = await startChatService(async (response) => {
    asked.resolve();
    await mayAnswer.promise;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'old' }] }));
  });
  const { directory, start, save } = await install(slow);
  const { providers } = start(1);
  const fetching = idsOf(providers, true);
  await asked.promise;
  await save(providers, service.baseUrl);
  await save(providers, slow.baseUrl, 'another');
  mayAnswer.resolve();
  expect(await fetching).toEqual(['old']);
  expect(createModelListFile(directory).read('openai')).toBeUndefined();
});

describe('the model list of the last time', () => {
  it('is there at the next start without a request', async () => {
    const { service } = await startService();
    const { start } = await install(service);
    expect(await idsOf(start(1).providers)).toEqual(['a', 'b']);
    expect(await start(2).providers.listModels('openai', { refresh: false })).toEqual({
      models: [{ id: 'a' }, { id: 'b' }],
      fetchedAt: HOUR_MS,
    });
    expect(service.calls).toHaveLength(1);
  });

  it('is fetched again behind a person who sees the old one, and then told', async () => {
    const { service, state } = await startService();
    const { start } = await install(service);
    await idsOf(start(1).providers);
    state.models = ['c'];
    const { providers, events } = start(26);
    expect(await idsOf(providers)).toEqual(['a', 'b']);
    const list = { models: [{ id: 'c' }], fetchedAt: 26 * HOUR_MS };
    const told = { type: 'models-changed', providerId: 'openai', list };
    await expect.poll(() => events).toEqual([told]);
    expect(await idsOf(providers)).toEqual(['c']);
    expect(service.calls).toHaveLength(2);
  });

  it('stays when the service does not answer; whoever asks for a new one is told', async () => {
    const { service, state } = await startService();
    const { start } = await install(service);
    await idsOf(start(1).providers);
    state.isUp = false;
    const { providers, events } = start(100);
    expect(await idsOf(providers)).toEqual(['a', 'b']);
    await expect(idsOf(providers, true)).rejects.toMatchObject({
      failure: { code: 'unauthorized' },
    });
    expect(await idsOf(providers)).toEqual(['a', 'b']);
    expect(events).toEqual([]);
  });

  it('is not that of another address', async () => {
    const { service } = await startService();
    const other = await startService();
    other.state.models = ['z'];
    const { start, settings, credentials } = await install(service);
    await idsOf(start(1).providers);
    const [first] = settings.read().providers;
    const moved = first && { ...first, baseUrl: other.service.baseUrl };
    settings.change({ providers: moved === undefined ? [] : [moved] });
    await credentials.write('openai', 'key', {
      audience: [new URL(other.service.baseUrl).origin],
    });
    expect(await idsOf(start(2).providers)).toEqual(['z']);
  });

  it('is forgotten with a new key, which may open other models', async () => {
    const { service } = await startService();
    const { start, save, directory } = await install(service);
    const { providers } = start(1);
    await idsOf(providers);
    await save(providers, service.baseUrl, 'another');
    expect(createModelListFile(directory).read('openai')).toBeUndefined();
  });

  it.each(['', '[]', '{"openai":{"models":[{}]}}', '{"openai":1'])(
    'is fetched as if there were none when its file holds %j',
    async (content) => {
      const { service } = await startService();
      const { start, directory } = await install(service);
      writeFileSync(join(directory, 'models.json'), content);
      expect(await idsOf(start(1).providers)).toEqual(['a', 'b']);
      expect(createModelListFile(directory).read('openai')?.fetchedAt).toBe(HOUR_MS);
    },
  );
});
