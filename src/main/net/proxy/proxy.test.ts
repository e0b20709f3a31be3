import { expect, test } from 'vitest';
import { createCertificate } from '../testing/certificates.ts';
import { forever, openHttp, serve, serveTls, temporaryFile } from '../testing/loopback.ts';
import { startHttpProxy, startSocksProxy } from '../testing/proxies.ts';
import { manualProxy } from './resolver.ts';
import type { ProxyServer } from './route.ts';
import { createTlsTrust } from '../tls/trust.ts';

const login = { username: 'alice', password: 'p:ä@ss' };
const authority = createCertificate({ commonName: 'Proxy Test CA', isAuthority: true });
const pair = createCertificate({
  commonName: 'service.test',
  names: 'DNS:service.test',
  issuer: authority,
});

function through(protocol: ProxyServer['protocol'], port: number, given?: typeof login) {
  const proxy: ProxyServer = {
    protocol,
    hostname: '127.0.0.1',
    port,
    ...(given !== undefined && { login: given }),
  };
  return manualProxy(proxy, []);
}

const kinds = [
  ['HTTP', 'http', startHttpProxy],
  ['SOCKS', 'socks5', startSocksProxy],
] as const;

for (const [name, protocol, start] of kinds) {
  test(`A plain and a protected server are reached through a ${name} proxy that knows names and wants a login.`, async () => {
    const plain = await serve((request, response) => {
      response.end(`${request.method} ${request.url} for ${request.headers.host}`);
    });
    const plainPort = new URL(plain).port;
    const protectedPort = await serveTls(pair, (request, response) => {
      response.end(`${request.headers['proxy-authorization'] ?? 'no login'} for the server`);
    });
    const proxy = await start(login);
    const http = openHttp({
      proxy: through(protocol, proxy.port, login),
      trust: createTlsTrust({ extraCaFile: temporaryFile(authority.cert) }),
    });
    const first = await http.send(
      { method: 'GET', url: `http://service.test:${plainPort}/v1?a=1`, headers: {} },
      forever,
    );
    expect(await first.text(1000)).toBe(`GET /v1?a=1 for service.test:${plainPort}`);
    const second = await http.send(
      { method: 'GET', url: `https://service.test:${protectedPort}/`, headers: {} },
      forever,
    );
    expect(await second.text(1000)).toBe('no login for the server');
    expect(proxy.seen).toEqual([`service.test:${plainPort}`, `service.test:${protectedPort}`]);
  });
}
