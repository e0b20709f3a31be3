import { expect, test } from 'vitest';
import { bypasses } from './bypass.ts';
import { environmentProxy, systemProxy } from './resolver.ts';
import { parseProxyAddress, parseProxyList, proxyName } from './route.ts';
import type { ProxyRoute } from './route.ts';

function names(routes: readonly ProxyRoute[]): readonly string[] {
  return routes.map((route) =>
    route === 'direct' ? route : `${route.protocol} ${proxyName(route)}`,
  );
}

test('Addresses of proxies are read with their login, their kind and the port of their kind.', () => {
  expect(parseProxyAddress('http://al%40ice:p%3Ass@Proxy.Example:80/')).toEqual({
    protocol: 'http',
    hostname: 'proxy.example',
    port: 80,
    login: { username: 'al@ice', password: 'p:ss' },
  });
  expect(parseProxyAddress('proxy:3128')).toEqual({
    protocol: 'http',
    hostname: 'proxy',
    port: 3128,
  });
  expect(parseProxyAddress('socks5h://[::1]')).toEqual({
    protocol: 'socks5',
    hostname: '::1',
    port: 1080,
  });
  expect(parseProxyAddress('https://proxy')?.port).toBe(443);
  for (const wrong of [
    '',
    'ftp://proxy',
    'http://',
    'http://proxy:99999',
    'http://a b',
    'socks4://x',
  ])
    expect(parseProxyAddress(wrong)).toBeNull();
});

test('A list of an auto-configuration keeps its order and skips what it means nothing by.', () => {
  expect(names(parseProxyList('PROXY a:1; SOCKS5 b:2;HTTPS c:3 ; QUIC d:4; DIRECT'))).toEqual([
    'http a:1',
    'socks5 b:2',
    'https c:3',
    'direct',
  ]);
  expect(parseProxyList('')).toEqual(['direct']);
});

test('The system is asked about the host alone, and a system that fails means no proxy.', async () => {
  const asked: string[] = [];
  const resolver = systemProxy((url) => {
    asked.push(url);
    return Promise.resolve('PROXY a:1');
  });
  const url = new URL('https://api.example/v1?key=secret');
  expect(names(await resolver(url))).toEqual(['http a:1']);
  expect(asked).toEqual(['https://api.example/']);
  const failing = systemProxy(() => Promise.reject(new Error('no')));
  expect(await failing(url)).toEqual(['direct']);
});

test('The environment names a proxy for each kind of address, for all, and for whom not.', async () => {
  const resolver = environmentProxy({
    HTTPS_PROXY: 'http://secure:1',
    ALL_PROXY: 'socks5://all:2',
    NO_PROXY: 'corp.example, 10.0.0.0/8,.only.below',
  });
  const routes = async (url: string) => names(await resolver(new URL(url)));
  expect(await routes('https://api.example')).toEqual(['http secure:1']);
  expect(await routes('http://api.example')).toEqual(['socks5 all:2']);
  for (const url of [
    'https://corp.example',
    'https://a.corp.example',
    'http://10.1.2.3',
    'http://x.only.below',
  ])
    expect(await routes(url)).toEqual(['direct']);
  expect(() => environmentProxy({ https_proxy: 'gopher://user:secret@x' })).toThrow(
    'The variable https_proxy does not hold the address of a proxy.',
  );
  const inCgi = environmentProxy({ HTTP_PROXY: 'http://evil:1', REQUEST_METHOD: 'GET' });
  expect(await inCgi(new URL('http://api.example'))).toEqual(['direct']);
});

test.each([
  ['*.corp.example', 'https://a.corp.example', true],
  ['*.corp.example', 'https://a.b.corp.example', true],
  ['*.corp.example', 'https://corp.example', false],
  ['*.corp.example', 'https://evilcorp.example', false],
  ['.corp.example', 'https://a.corp.example', true],
  ['corp.example', 'https://CORP.example.', true],
  ['corp.example', 'https://corpXexample', false],
  ['corp.example:8443', 'https://corp.example:8443', true],
  ['corp.example:443', 'https://corp.example', true],
  ['corp.example:8443', 'https://corp.example', false],
  ['10.0.0.0/8', 'http://10.255.0.1', true],
  ['10.0.0.0/8', 'http://11.0.0.1', false],
  ['fd00::/8', 'http://[fd12::1]', true],
  ['fd00::1', 'http://[fd00::1]:8080', true],
  ['10.0.0.0/99', 'http://10.0.0.1', false],
  ['10.0.0.0/', 'http://10.0.0.1', false],
  ['<local>', 'http://intranet', true],
  ['<local>', 'http://intranet.example', false],
  ['api.*.example', 'https://api.eu.example', true],
  ['a*b*c', 'https://aXbYbZc', true],
  ['a*ab', 'https://ab', false],
  ['*a'.repeat(30) + 'b', 'https://' + 'a'.repeat(60), false],
  ['*', 'https://anything.example', true],
  ['(', 'https://anything.example', false],
  ['', 'http://localhost:1', true],
  ['', 'http://127.9.9.9', true],
  ['', 'http://[::1]:1', true],
  ['', 'http://models.localhost', true],
  ['', 'http://localhost.example', false],
])('The bypass entry "%s" matches %s: %s.', (entry, url, expected) => {
  expect(bypasses([entry], new URL(url))).toBe(expected);
});
