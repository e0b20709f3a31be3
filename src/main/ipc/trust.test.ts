import { describe, expect, test } from 'vitest';
import { startMain } from './testing/main.ts';

describe('what a page alone cannot do', () => {
  const row = { definitionId: 'openai', name: 'Mine', baseUrl: null };
  const evil = 'http://evil.example/v1';

  test('an address that changes leaves the key behind, and says whom it is for', async () => {
    const { call, asked } = startMain({ agrees: true });
    const providerId = await call('provider.save', { ...row, credential: 'sk-0123456789abcdef' });
    await call('provider.save', { ...row, providerId, baseUrl: evil });
    const { providers } = await call('app.open', {});
    expect(providers.find(({ id }) => id === providerId)?.credential).toMatchObject({
      present: false,
      state: 'elsewhere',
      audience: ['https://api.openai.com'],
    });
    const test = await call('provider.test', { providerId });
    expect(test).toMatchObject({ ok: false, failure: { code: 'missing-credential' } });
    expect(asked).toEqual([]);
  });

  test.each([true, false])(
    'a stored key is given to other servers by a person alone: %j',
    async (agrees) => {
      const { call, asked } = startMain({ agrees });
      const providerId = await call('provider.save', { ...row, credential: 'sk-0123456789abcdef' });
      await call('provider.save', { ...row, providerId, baseUrl: evil, givesCredential: true });
      expect(asked).toEqual([
        {
          type: 'give-credential',
          provider: 'Mine',
          from: ['https://api.openai.com'],
          to: ['http://evil.example'],
        },
      ]);
      const { providers } = await call('app.open', {});
      const { state } = providers.find(({ id }) => id === providerId)?.credential ?? {};
      expect(state).toBe(agrees ? 'ready' : 'elsewhere');
    },
  );

  const fingerprint = 'ab'.repeat(32);
  test.each([
    [{ proxy: { mode: 'manual' as const, url: 'http://evil.example:1' } }, 'use-proxy'],
    [{ extraCaFile: '/tmp/evil.pem' }, 'trust-issuers'],
    [
      { trustedCertificates: [{ host: 'api.openai.com', fingerprint, expiresAt: null }] },
      'trust-certificate',
    ],
  ])('trust is weakened by a person alone: %j', async (network, type) => {
    const refusing = startMain();
    const before = refusing.settings.read().network;
    await refusing.call('settings.change', { network, theme: 'dark' });
    expect(refusing.asked).toMatchObject([{ type }]);
    expect(refusing.settings.read()).toMatchObject({ network: before, theme: 'system' });

    const agreeing = startMain({ agrees: true });
    await agreeing.call('settings.change', { network });
    expect(agreeing.settings.read().network).toMatchObject(network);
    // Nothing new: nobody is asked.
    await agreeing.call('settings.change', { network });
    await agreeing.call('settings.change', {
      network: { proxy: { mode: 'off' }, extraCaFile: null, trustedCertificates: [] },
    });
    expect(agreeing.asked).toHaveLength(1);
  });
});
