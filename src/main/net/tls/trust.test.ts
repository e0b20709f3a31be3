import { expect, test } from 'vitest';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createCertificate } from '../testing/certificates.ts';
import type { KeyPair } from '../testing/certificates.ts';
import {
  afterwards,
  failureOf,
  forever,
  openHttp,
  serveTls,
  temporaryFile,
} from '../testing/loopback.ts';
import { startHttpProxy } from '../testing/proxies.ts';
import { manualProxy } from '../proxy/resolver.ts';
import { createTlsTrust, readCaFile } from './trust.ts';
import type { TrustOptions } from './trust.ts';

const authority = createCertificate({ commonName: 'Test Authority', isAuthority: true });
const otherAuthority = createCertificate({ commonName: 'Other Authority', isAuthority: true });
const issued = createCertificate({
  commonName: 'localhost',
  names: 'DNS:localhost',
  issuer: authority,
});
const selfSigned = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
const expired = createCertificate({
  commonName: 'localhost',
  names: 'DNS:localhost',
  fromDay: -30,
  toDay: -2,
});

function server(pair: KeyPair): Promise<number> {
  return serveTls(pair, (_, response) => void response.end('protected'));
}

function trusting(trust: TrustOptions) {
  return openHttp({ trust: createTlsTrust(trust) });
}

async function textFrom(http: ReturnType<typeof openHttp>, url: string): Promise<string> {
  return (await http.send({ method: 'GET', url, headers: {} }, forever)).text(100);
}

test('A CA file of several certificates adds its issuers to those of the system.', async () => {
  const file = temporaryFile(`Company CAs\n${otherAuthority.cert}\n# next\n${authority.cert}`);
  expect(readCaFile(file)).toHaveLength(2);
  const port = await server(issued);
  expect(await textFrom(trusting({ extraCaFile: file }), `https://localhost:${port}`)).toBe(
    'protected',
  );
});

test('A CA file that is missing, empty or damaged is named when a connection fails for want of it.', async () => {
  const port = await server(issued);
  const damaged = temporaryFile(authority.cert.replace('M', '!'));
  for (const [file, reason] of [
    ['/nowhere/ca.pem', 'ENOENT'],
    [temporaryFile('nothing'), 'no certificate in PEM form'],
    [damaged, ''],
  ] as const) {
    const failure = await failureOf(
      textFrom(trusting({ extraCaFile: file }), `https://localhost:${port}`),
    );
    expect(failure.code).toBe('certificate-untrusted');
    expect(failure.detail).toContain(`Cannot use the CA file ${file}: `);
    expect(failure.detail).toContain(reason);
  }
});

test('One certificate is trusted for one host by its fingerprint, and nothing else is.', async () => {
  const port = await server(selfSigned);
  const { certificate } = await openHttp().inspectCertificate(`https://localhost:${port}`);
  const trusted = { host: 'LocalHost', fingerprint: certificate.fingerprint.toUpperCase() };
  const http = trusting({ trustedCertificates: [trusted] });
  expect(await textFrom(http, `https://localhost:${port}`)).toBe('protected');

  const another = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
  const impostor = await server(another);
  expect(await failureOf(textFrom(http, `https://localhost:${impostor}`))).toMatchObject({
    code: 'certificate-untrusted',
    message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
  });
  // The same certificate at another host.
  expect(await failureOf(textFrom(http, `https://127.0.0.1:${port}`))).toMatchObject({
    code: 'certificate-untrusted',
  });
});

test('A trusted host still accepts what the system vouches for, such as a renewed certificate.', async () => {
  const port = await server(issued);
  const http = trusting({
    extraCaFile: temporaryFile(authority.cert),
    trustedCertificates: [{ host: 'localhost', fingerprint: '00'.repeat(32) }],
  });
  expect(await textFrom(http, `https://localhost:${port}`)).toBe('protected');
});

test('A trusted certificate that has expired works, and the report says that it has.', async () => {
  const port = await server(expired);
  const url = `https://localhost:${port}`;
  const { certificate } = await openHttp().inspectCertificate(url);
  const http = trusting({
    trustedCertificates: [{ host: 'localhost', fingerprint: certificate.fingerprint }],
  });
  expect(await textFrom(http, url)).toBe('protected');
  const report = await http.inspectCertificate(url);
  expect(report).toMatchObject({ pinned: true, problem: 'expired' });
  expect(report.certificate.validTo).toBeLessThan(Date.now());
});

test('A report has all by which a person judges a certificate.', async () => {
  const port = await server(issued);
  const report = await openHttp().inspectCertificate(`https://localhost:${port}/v1`);
  expect(report).toMatchObject({
    problem: 'unknown-issuer',
    pinned: false,
    protocol: 'TLSv1.3',
    certificate: { subject: 'localhost', issuer: 'Test Authority', names: ['localhost'] },
  });
  expect(report.certificate.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(report.certificate.validFrom).toBeLessThan(Date.now());
  expect(report.certificate.validTo).toBeGreaterThan(Date.now());
  const trusted = trusting({ extraCaFile: temporaryFile(authority.cert) });
  expect(await trusted.inspectCertificate(`https://localhost:${port}`)).toMatchObject({
    problem: null,
  });
});

test('Certificates are checked, trusted and reported through a proxy too.', async () => {
  const pair = createCertificate({ commonName: 'inner.test', names: 'DNS:inner.test' });
  const port = await server(pair);
  const { port: proxyPort } = await startHttpProxy();
  const proxy = manualProxy({ protocol: 'http', hostname: '127.0.0.1', port: proxyPort }, []);
  const url = `https://inner.test:${port}`;
  const strict = openHttp({ proxy });
  expect(await failureOf(textFrom(strict, url))).toMatchObject({ code: 'certificate-untrusted' });
  const { certificate } = await strict.inspectCertificate(url);
  const trust = createTlsTrust({
    trustedCertificates: [{ host: 'inner.test', fingerprint: certificate.fingerprint }],
  });
  expect(await textFrom(openHttp({ proxy, trust }), url)).toBe('protected');
});

test.each(['127.0.0.1', '::1'])(
  'The name localhost finds a server that listens on %s alone.',
  async (address) => {
    const listener = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere'));
    });
    const port = await portOfOneAddress(listener, address);
    expect(await textFrom(openHttp(), `http://localhost:${port}`)).toBe('here');
    listener.close();
  },
);

/** A port at which the other address of this computer has no server: one of another test would answer as well. */
async function portOfOneAddress(listener: Server, address: string): Promise<number> {
  for (;;) {
    await once(listener.listen(0, address), 'listening');
    const { port } = listener.address() as AddressInfo;
    const socket = connect(port, address === '::1' ? '127.0.0.1' : '::1');
    const isTaken = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (!isTaken) return port;
    await new Promise((resolve) => {
      listener.close(resolve);
    });
  }
}

test('A variable of the environment does not switch the check off, neither straight nor at an https proxy.', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  afterwards(() => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
  let requests = 0;
  const port = await serveTls(selfSigned, (_, response) => {
    requests += 1;
    response.end('to anybody');
  });
  const straight = failureOf(textFrom(openHttp(), `https://localhost:${port}`));
  expect(await straight).toMatchObject({ code: 'certificate-untrusted' });
  const proxy = { protocol: 'https', hostname: 'localhost', port } as const;
  for (const url of ['http://service.test/', 'https://service.test/']) {
    const http = openHttp({ proxy: manualProxy(proxy, []) });
    expect(await failureOf(textFrom(http, url))).toMatchObject({ code: 'proxy-failed' });
  }
  expect(requests).toBe(0);
});

test('The file of NODE_EXTRA_CA_CERTS counts, and one that is of no use is named with its variable.', async () => {
  const port = await server(issued);
  const environmentCaFile = temporaryFile(authority.cert);
  expect(await textFrom(trusting({ environmentCaFile }), `https://localhost:${port}`)).toBe(
    'protected',
  );
  const http = trusting({ environmentCaFile: '/nowhere/ca.pem' });
  const { detail } = await failureOf(textFrom(http, `https://localhost:${port}`));
  expect(detail).toContain('Correct the variable NODE_EXTRA_CA_CERTS.');
});
