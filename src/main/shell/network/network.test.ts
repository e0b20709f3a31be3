import { expect, test } from 'vitest';
import { networkSchema } from '#shared/network/network.ts';
import type { NetworkSettings } from '#shared/network/network.ts';
import { createCertificate } from '../../net/testing/certificates.ts';
import {
  afterwards,
  failureOf,
  forever,
  serve,
  temporaryFile,
} from '../../net/testing/loopback.ts';
import { startHttpProxy } from '../../net/testing/proxies.ts';
import { transientCredentials } from '../../provider/registry/memory.ts';
import { createNetwork } from './network.ts';

function setUp(options: { readonly chosenFile?: string } = {}) {
  let network: NetworkSettings = networkSchema.parse({});
  const reports: unknown[] = [];
  const created = createNetwork({
    credentials: transientCredentials(),
    settings: { read: () => ({ network }) },
    log: { write: (_, error) => void reports.push(error) },
    system: {
      resolveProxy: () => Promise.resolve('DIRECT'),
      chooseCertificates: () => Promise.resolve(options.chosenFile ?? null),
    },
  });
  afterwards(() => created.http.close());
  return {
    ...created,
    reports,
    change: (patch: object) => {
      const before = network;
      network = networkSchema.parse({ ...network, ...patch });
      created.follow(before, network);
    },
    textFrom: async (url: string) => {
      const response = await created.http.send({ method: 'GET', url, headers: {} }, forever);
      return response.text(100);
    },
  };
}

function manual(port: number, username = '') {
  return { proxy: { mode: 'manual', url: `http://127.0.0.1:${port}`, username, bypass: [] } };
}

test('A change applies to the next request, and an answer that is arriving keeps its connection.', async () => {
  const finish = Promise.withResolvers<void>();
  const url = await serve(async (request, response) => {
    response.write('first ');
    if (request.url === '/slow') await finish.promise;
    response.end('last');
  });
  const { http, change, textFrom } = setUp();
  const running = await http.send({ method: 'GET', url: `${url}/slow`, headers: {} }, forever);
  const proxy = await startHttpProxy();
  change(manual(proxy.port));
  expect(await textFrom(`http://service.test:${new URL(url).port}/`)).toBe('first last');
  expect(proxy.seen).toHaveLength(1);
  finish.resolve();
  expect(await running.text(100)).toBe('first last');
});

test('The password of the proxy is sent to it and forgotten when the proxy is another one.', async () => {
  const url = await serve((_, response) => void response.end('through'));
  const address = `http://service.test:${new URL(url).port}/`;
  const login = { username: 'alice', password: 'secret' };
  const one = await startHttpProxy(login);
  const other = await startHttpProxy(login);
  const network = setUp();
  network.change(manual(one.port, 'alice'));
  await network.writeProxyPassword('secret');
  expect(network.proxyPassword()).toMatchObject({ present: true, state: 'ready' });
  expect(await network.textFrom(address)).toBe('through');

  network.change({ timeouts: { connectSeconds: 5 } });
  expect(network.proxyPassword()).toMatchObject({ present: true });

  network.change(manual(other.port, 'alice'));
  expect(network.proxyPassword()).toMatchObject({ present: false });
  expect(await failureOf(network.textFrom(address))).toMatchObject({
    code: 'proxy-failed',
    status: 407,
  });
  expect(network.reports).toEqual([]);
});

test('A manual proxy without an address fails and nothing goes straight, but this computer is reached.', async () => {
  const url = await serve((_, response) => void response.end('here'));
  const { change, textFrom } = setUp();
  change({ proxy: { mode: 'manual', url: 'not an address' } });
  expect(await failureOf(textFrom('http://service.test/'))).toMatchObject({ code: 'proxy-failed' });
  expect(await textFrom(url)).toBe('here');
});

test('A chosen CA file is read before it is taken.', async () => {
  const { cert } = createCertificate({ commonName: 'CA', isAuthority: true });
  const file = temporaryFile(cert);
  expect(await setUp({ chosenFile: file }).chooseCaFile()).toBe(file);
  expect(await setUp().chooseCaFile()).toBeNull();
  expect(await failureOf(setUp({ chosenFile: temporaryFile('x') }).chooseCaFile())).toMatchObject({
    code: 'invalid-input',
  });
});
