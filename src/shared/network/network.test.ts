import { expect, test } from 'vitest';
import { isProxyUrl, networkPatchSchema, networkSchema } from './network.ts';

test('A damaged field costs that field alone.', () => {
  const settings = networkSchema.parse({
    proxy: { mode: 'manual', url: 'http://user:password@proxy:1', username: 'alice', bypass: 7 },
    extraCaFile: 3,
    timeouts: { connectSeconds: 20, idleSeconds: -1 },
    later: true,
  });
  expect(settings).toEqual({
    proxy: { mode: 'manual', url: '', username: 'alice', bypass: [] },
    extraCaFile: null,
    trustedCertificates: [],
    timeouts: { connectSeconds: 20, firstByteSeconds: 300, idleSeconds: 120 },
    later: true,
  });
});

test.each([
  ['http://proxy', true],
  ['https://proxy.corp.example:3128/', true],
  ['socks5://[::1]:1080', true],
  ['http://alice@proxy', false],
  ['http://alice:secret@proxy', false],
  ['http://proxy/path', false],
  ['proxy:3128', false],
  ['ftp://proxy', false],
  ['http://', false],
])('"%s" is the address of a proxy without a login: %s.', (url, expected) => {
  expect(isProxyUrl(url)).toBe(expected);
});

test('A patch with a password in the address of the proxy is refused.', () => {
  const proxy = { mode: 'manual', username: '', bypass: [] };
  const patch = { proxy: { ...proxy, url: 'http://alice:secret@proxy' } };
  expect(networkPatchSchema.safeParse(patch).success).toBe(false);
  expect(networkPatchSchema.safeParse({ proxy: { ...proxy, url: '' } }).success).toBe(true);
});
