import { describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { failureOf } from '../../net/testing/loopback.ts';
import { providerDependencies } from '../testing/providers.ts';
import { createProviders } from '../providers.ts';

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
    [{ definitionId: 'openai', baseUrl: null, credential: 'two words' }, /characters/],
  ])('refuse %j', async (input, reason) => {
    const providers = createProviders(providerDependencies());
    const failure = await failureOf(providers.save({ name: 'N', ...input }));
    expect(failure).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(reason),
    });
    expect(providers.views()).toHaveLength(1);
  });

  it('are forgotten with their credential, and are no longer the model of new conversations', async () => {
    const dependencies = providerDependencies();
    const providers = createProviders(dependencies);
    await providers.save({ definitionId: 'openai', name: 'N', baseUrl: null, credential: 'key' });
    dependencies.settings.change({ model: { providerId: 'openai', modelId: 'm' } });
    await providers.remove('openai');
    expect(providers.views()).toHaveLength(1);
    expect(await dependencies.credentials.read('openai')).toBeNull();
    expect(dependencies.settings.read().model.providerId).toBe('eliza');
  });
});
