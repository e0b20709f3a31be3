import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import { failureOf } from '../../net/testing/loopback.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import {
  callWith,
  providerDependencies,
  startChatService,
  streamText,
} from '../testing/providers.ts';
import { createProviders } from '../providers.ts';
import { transientCredentials, transientSettings } from './memory.ts';

function ok(response: ServerResponse): void {
  streamText(response, 'ok');
}

/** As those of a keychain, which takes its time. */
function slowCredentials(): CredentialFile {
  const credentials = transientCredentials();
  return {
    ...credentials,
    write: async (...input) => {
      await pause(20);
      await credentials.write(...input);
    },
    remove: async (...input) => {
      await pause(20);
      await credentials.remove(...input);
    },
  };
}

describe('the configured providers', () => {
  it('begin with the offline one, which cannot be changed or removed', async () => {
    const providers = createProviders(providerDependencies());
    expect(providers.views().map(({ id }) => id)).toEqual(['eliza']);
    expect((await failureOf(providers.remove('eliza'))).code).toBe('invalid-input');
    const saved = providers.save({ definitionId: 'eliza', name: 'E', baseUrl: null });
    expect((await failureOf(saved)).code).toBe('invalid-input');
  });

  it('take the id of their row, and further ones an id of their own', async () => {
    const events: AppEvent[] = [];
    const broadcast = (event: AppEvent): void => void events.push(event);
    const providers = createProviders(providerDependencies({ broadcast }));
    const row = { definitionId: 'openai', name: 'One', baseUrl: null };
    expect(await providers.save(row)).toBe('openai');
    const second = await providers.save({ ...row, name: 'Two', credential: 'key' });
    expect(second).toMatch(/^prov_/);
    await providers.save({ ...row, providerId: second, name: 'Renamed' });
    expect(providers.views().map(({ name }) => name)).toEqual(['ELIZA', 'One', 'Renamed']);
    expect(providers.find(second).credential.present).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(Array(3).fill('providers-changed'));
  });

  it('keep an address without the path of its endpoint, and none that is the row’s own', async () => {
    const providers = createProviders(providerDependencies());
    const row = { definitionId: 'openai', name: 'One' };
    await providers.save({ ...row, baseUrl: ' https://a.example/v1/chat/completions/ ' });
    expect(providers.find('openai').baseUrl).toBe('https://a.example/v1');
    const baseUrl = 'https://api.openai.com/v1/';
    await providers.save({ ...row, providerId: 'openai', baseUrl });
    expect(providers.find('openai').baseUrl).toBeNull();
  });

  it.each([
    [{ definitionId: 'nobody', baseUrl: null }, /unknown kind/],
    [{ definitionId: 'openai-compatible', baseUrl: null }, /no base URL/],
    [{ definitionId: 'openai', baseUrl: 'localhost:1234' }, /http or https/],
    [{ definitionId: 'openai', baseUrl: null, providerId: 'openai' }, /removed/],
    [{ definitionId: 'openai', baseUrl: null, credential: 'two words' }, /a space in it/],
    [{ definitionId: 'openai', baseUrl: null, credential: 'ключ' }, /the character “к” in it/],
    [
      { definitionId: 'nextchat', baseUrl: 'http://127.0.0.1:1', credential: '密码' },
      /plain ASCII alone. Ask whoever/,
    ],
    [{ definitionId: 'openai', baseUrl: null, credential: 'a\tb' }, /control character/],
    [{ definitionId: 'equing', baseUrl: null }, /closed since 2023-09-08/],
    [{ definitionId: 'equing', baseUrl: 'https://next.eqing.tech/api' }, /hands of others/],
    [
      { definitionId: 'easychat', baseUrl: 'http://127.0.0.1:1 https://chat9.fastgpt.me' },
      /hands of others/,
    ],
  ])('refuse %j', async (input, reason) => {
    const providers = createProviders(providerDependencies());
    const failure = await failureOf(providers.save({ name: 'N', ...input }));
    expect(failure).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(reason),
    });
    expect(providers.views()).toHaveLength(1);
  });

  it('are changed one after the other: two added at once have two ids', async () => {
    const dependencies = providerDependencies({ credentials: slowCredentials() });
    const providers = createProviders(dependencies);
    const row = { definitionId: 'openai', baseUrl: null, credential: 'key' };
    const ids = await Promise.all([
      providers.save({ ...row, name: 'One' }),
      providers.save({ ...row, name: 'Two' }),
    ]);
    expect(new Set(ids).size).toBe(2);
    expect(providers.views().map(({ name }) => name)).toEqual(['ELIZA', 'One', 'Two']);
  });

  it('do not come back by a change that is made while they are removed', async () => {
    const providers = createProviders(providerDependencies({ credentials: slowCredentials() }));
    const row = { definitionId: 'openai', name: 'N', baseUrl: null, credential: 'key' };
    const providerId = await providers.save(row);
    const removing = providers.remove(providerId);
    const failure = await failureOf(providers.save({ ...row, providerId, name: 'Again' }));
    await removing;
    expect(failure.message).toMatch(/removed/);
    expect(providers.views()).toHaveLength(1);
  });

  it.each(['settings', 'credentials'] as const)(
    'are as they were when their %s cannot be kept',
    async (broken) => {
      let works = true;
      const storage = new FailureError({
        code: 'storage-failed',
        message: 'full',
        retryable: true,
      });
      const settings = transientSettings();
      const credentials = transientCredentials();
      const providers = createProviders(
        providerDependencies({
          settings: {
            ...settings,
            change: (patch) => {
              if (broken === 'settings' && !works) throw storage;
              return settings.change(patch);
            },
          },
          credentials: {
            ...credentials,
            write: async (...input) => {
              if (broken === 'credentials' && !works) throw storage;
              return credentials.write(...input);
            },
            remove: async (...input) => {
              if (broken === 'credentials' && !works) throw storage;
              return credentials.remove(...input);
            },
          },
        }),
      );
      const row = { definitionId: 'openai', name: 'One', baseUrl: null, credential: 'first' };
      const providerId = await providers.save(row);
      settings.change({ model: { providerId, modelId: 'm' } });
      const before = settings.read();
      works = false;
      const changed = { ...row, providerId, baseUrl: 'https://b.example', credential: 'second' };
      for (const change of [() => providers.save(changed), () => providers.remove(providerId)]) {
        expect((await failureOf(change())).code).toBe('storage-failed');
        expect(settings.read()).toEqual(before);
        expect(await credentials.read(providerId, ['https://api.openai.com'])).toBe('first');
      }
    },
  );

  it('send a request that comes during a change with the address and the credential after it', async () => {
    const services = [await startChatService(ok), await startChatService(ok)] as const;
    const providers = createProviders(providerDependencies({ credentials: slowCredentials() }));
    const row = { definitionId: 'openai', name: 'N', baseUrl: services[0].baseUrl };
    const providerId = await providers.save({ ...row, credential: 'first' });
    const saving = providers.save({
      ...row,
      providerId,
      baseUrl: services[1].baseUrl,
      credential: 'second',
    });
    const { signal } = new AbortController();
    for await (const _ of providers.stream(providerId, callWith('hi'), { signal }));
    await saving;
    const seen = services.map(({ calls }) => calls.map(({ headers }) => headers.authorization));
    expect(seen.flat()).toHaveLength(1);
    expect(seen).not.toContainEqual(['Bearer second', 'Bearer first']);
    expect(seen[0]).not.toContain('Bearer second');
    expect(seen[1]).not.toContain('Bearer first');
  });

  it('are forgotten with their credential, and are no longer the model of new conversations', async () => {
    const dependencies = providerDependencies();
    const providers = createProviders(dependencies);
    await providers.save({ definitionId: 'openai', name: 'N', baseUrl: null, credential: 'key' });
    dependencies.settings.change({ model: { providerId: 'openai', modelId: 'm' } });
    await providers.remove('openai');
    expect(providers.views()).toHaveLength(1);
    const audience = ['https://api.openai.com'];
    expect(dependencies.credentials.status('openai', audience).state).toBe('absent');
    expect(dependencies.settings.read().model.providerId).toBe('eliza');
  });
});
