import { request as httpRequest, createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { createCertificate } from '../testing/certificates.ts';
import { answerOf, fault, sendAnswer } from '../testing/faults.ts';
import {
  afterwards,
  listen,
  serve,
  serveSocket,
  serveTls,
  temporaryFile,
} from '../testing/loopback.ts';
import { serveTlsRelay, startHttpProxy, startSocksProxy } from '../testing/proxies.ts';
import { manualProxy, systemProxy } from '../proxy/resolver.ts';
import type { ProxyServer } from '../proxy/route.ts';
import { createTlsTrust } from '../tls/trust.ts';

const login = { username: 'alice', password: 'canary-password' };

function proxyAt(protocol: ProxyServer['protocol'], port: number, given?: typeof login) {
  const at = { protocol, hostname: '127.0.0.1', port } as const;
  return manualProxy(given === undefined ? at : { ...at, login: given }, []);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  const url = new URL(await listen(server));
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return Number(url.port);
}

/** The port of a service that only a proxy finds, as `service.test`. */
async function service(): Promise<string> {
  const url = await serve((_, response) => sendAnswer(response, 'through'));
  return `service.test:${new URL(url).port}`;
}

for (const scheme of ['http', 'https']) {
  fault(
    `The proxy wants a login, ${scheme} address`,
    'an HTTP proxy with a login, asked without',
    async () => {
      const { port, seen } = await startHttpProxy(login);
      const answer = await answerOf(`${scheme}://${await service()}`, {
        proxy: proxyAt('http', port),
      });
      expect(answer).toMatchObject({ attempts: 1, failure: { code: 'proxy-failed', status: 407 } });
      expect(answer.failure?.message).toContain(`the proxy 127.0.0.1:${port} wants a login`);
      expect(seen).toEqual([]);
      return answer;
    },
  );
}

fault(
  'The proxy does not accept the login',
  'an HTTP proxy, asked with a wrong password',
  async () => {
    const { port } = await startHttpProxy({ ...login, password: 'another' });
    const answer = await answerOf(`https://${await service()}`, {
      proxy: proxyAt('http', port, login),
    });
    expect(answer).toMatchObject({ attempts: 1, failure: { code: 'proxy-failed', status: 407 } });
    expect(JSON.stringify(answer)).not.toContain('canary');
    return answer;
  },
);

fault('The SOCKS proxy wants a login', 'a SOCKS 5 proxy with a login, asked without', async () => {
  const { port } = await startSocksProxy(login);
  const answer = await answerOf(`http://${await service()}`, { proxy: proxyAt('socks5', port) });
  expect(answer).toMatchObject({ attempts: 1, failure: { code: 'proxy-failed', status: 407 } });
  return answer;
});

for (const protocol of ['http', 'socks5'] as const) {
  fault(
    `The ${protocol === 'http' ? 'HTTP' : 'SOCKS'} proxy is dead`,
    'a proxy on a closed port',
    async () => {
      const port = await closedPort();
      const answer = await answerOf(`https://${await service()}`, {
        proxy: proxyAt(protocol, port),
      });
      expect(answer.failure).toMatchObject({ code: 'proxy-failed' });
      expect(answer.failure?.message).toContain(`the proxy 127.0.0.1:${port} cannot be used`);
      return answer;
    },
  );
}

fault('The proxy is no proxy', 'an SSH server in its place', async () => {
  const url = await serveSocket((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  const port = Number(new URL(url).port);
  const answer = await answerOf('https://service.test', { proxy: proxyAt('http', port) });
  expect(answer.failure).toMatchObject({ code: 'proxy-failed' });
  return answer;
});

fault('The SOCKS proxy is an HTTP proxy', 'an HTTP proxy, asked as SOCKS 5', async () => {
  const { port } = await startHttpProxy();
  const answer = await answerOf('https://service.test', { proxy: proxyAt('socks5', port) });
  expect(answer).toMatchObject({ attempts: 1, failure: { code: 'proxy-failed' } });
  expect(answer.failure?.message).toContain('does not speak SOCKS 5');
  return answer;
});

fault('The proxy opens no connection', 'a proxy that says nothing', async () => {
  const url = await serveSocket(() => {});
  const answer = await answerOf('https://service.test', {
    proxy: proxyAt('http', Number(new URL(url).port)),
    timeouts: { connectMs: 100 },
  });
  expect(answer.failure).toMatchObject({ code: 'proxy-failed' });
  expect(answer.failure?.message).toContain('did not open the connection in time');
  return answer;
});

fault('The proxy refuses the server', 'a proxy that answers 403 to CONNECT', async () => {
  const server = createHttpServer();
  server.on('connect', (_, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'),
  );
  afterwards(() => server.close());
  const { port } = new URL(await listen(server));
  const answer = await answerOf('https://service.test', { proxy: proxyAt('http', Number(port)) });
  expect(answer).toMatchObject({ attempts: 1, failure: { code: 'proxy-failed', status: 403 } });
  expect(answer.failure?.message).toContain('bypass list');
  return answer;
});

fault('The server is dead behind a SOCKS proxy', 'a SOCKS 5 proxy and a closed port', async () => {
  const { port } = await startSocksProxy();
  const answer = await answerOf(`http://service.test:${await closedPort()}`, {
    proxy: proxyAt('socks5', port),
  });
  expect(answer.failure).toMatchObject({ code: 'proxy-failed' });
  expect(answer.failure?.message).toContain('was refused by this server');
  return answer;
});

fault(
  'A proxy of the list is dead',
  'the system says `PROXY dead; PROXY alive; DIRECT`',
  async () => {
    const { port, seen } = await startHttpProxy();
    const list = `PROXY 127.0.0.1:${await closedPort()}; PROXY 127.0.0.1:${port}; DIRECT`;
    const address = await service();
    const answer = await answerOf(`http://${address}`, {
      proxy: systemProxy(() => Promise.resolve(list)),
    });
    expect(answer).toMatchObject({ text: 'through', failure: null });
    expect(seen).toEqual([address]);
    return answer;
  },
);

fault(
  'A local server although a proxy is set',
  'a dead proxy and a server on this computer',
  async () => {
    const url = await serve((_, response) => sendAnswer(response, 'direct'));
    const answer = await answerOf(url, { proxy: proxyAt('http', await closedPort()) });
    expect(answer).toMatchObject({ text: 'direct', failure: null });
    return answer;
  },
);

fault('A proxy that is reached by TLS', 'an HTTPS proxy of a private authority', async () => {
  const pair = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
  const inner = await startHttpProxy();
  const outer = await serveTlsRelay(pair, inner.port);
  const answer = await answerOf(`http://${await service()}`, {
    proxy: manualProxy({ protocol: 'https', hostname: 'localhost', port: outer }, []),
    trust: createTlsTrust({ extraCaFile: temporaryFile(pair.cert) }),
  });
  expect(answer).toMatchObject({ text: 'through', failure: null });
  const target = await serveTls(pair, (_, response) => sendAnswer(response, 'in both'));
  const inBoth = await answerOf(`https://localhost.test:${target}`, {
    proxy: manualProxy({ protocol: 'https', hostname: 'localhost', port: outer }, []),
    trust: createTlsTrust({ extraCaFile: temporaryFile(pair.cert) }),
  });
  expect(inBoth.failure?.message).toContain('belongs to localhost');
  return answer;
});

fault(
  'A proxy that passes an answer on only when it is whole',
  'a proxy that stores and forwards',
  async () => {
    const proxy = await serve((incoming, outgoing) => {
      const url = new URL(incoming.url ?? '');
      const forwarded = httpRequest(
        { host: '127.0.0.1', port: url.port, path: url.pathname, method: 'POST' },
        (answer) => {
          void buffer(answer).then((body) => {
            outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(body);
          });
        },
      );
      incoming.pipe(forwarded);
    });
    const slow = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"choices":[{"index":0,"delta":{"content":"late, "}}]}\n\n');
      setTimeout(() => {
        response.end(
          'data: {"choices":[{"index":0,"delta":{"content":"but whole"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
        );
      }, 300);
    });
    const answer = await answerOf(`http://service.test:${new URL(slow).port}`, {
      proxy: proxyAt('http', Number(new URL(proxy).port)),
      timeouts: { firstByteMs: 5000, idleMs: 100 },
    });
    expect(answer).toMatchObject({ text: 'late, but whole', failure: null });
    return answer;
  },
);
