import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Server as ProxyChainServer } from 'proxy-chain';
import { readExactly } from '../proxy/read-exactly.ts';
import { afterwards } from './loopback.ts';

/** A proxy up to the end of the test that finds every host name on this computer. */
export interface TestProxy {
  readonly port: number;
  /** `host:port` of every connection and request that came through it. */
  readonly seen: readonly string[];
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

export async function startHttpProxy(login?: Login): Promise<TestProxy> {
  const seen: string[] = [];
  const server = new ProxyChainServer({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ username, password, hostname, port }) => {
      const allowed =
        login === undefined || (username === login.username && password === login.password);
      if (allowed) seen.push(`${hostname}:${port}`);
      return { requestAuthentication: !allowed, dnsLookup: hereLookup };
    },
  });
  await server.listen();
  afterwards(() => server.close(true));
  return { port: server.port, seen };
}

/** Every name is this computer, as a proxy in another network knows names that this one does not. */
const hereLookup = ((_: string, options: { all?: boolean }, callback: unknown) => {
  const answer = callback as (...result: unknown[]) => void;
  if (options.all === true) answer(null, [{ address: '127.0.0.1', family: 4 }]);
  else answer(null, '127.0.0.1', 4);
}) as never;

/** A SOCKS 5 proxy, written from RFC 1928 and RFC 1929. */
export async function startSocksProxy(login?: Login): Promise<TestProxy> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serveSocks(socket, login, seen).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

async function serveSocks(socket: Socket, login: Login | undefined, seen: string[]): Promise<void> {
  const [, count = 0] = await readExactly(socket, 2);
  const methods = await readExactly(socket, count);
  const method = login === undefined ? 0 : 2;
  if (!methods.includes(method)) return void socket.end(Uint8Array.of(5, 0xff));
  socket.write(Uint8Array.of(5, method));
  if (login !== undefined) {
    await readExactly(socket, 1);
    const username = await readText(socket);
    const password = await readText(socket);
    const allowed = username === login.username && password === login.password;
    if (!allowed) return void socket.end(Uint8Array.of(1, 1));
    socket.write(Uint8Array.of(1, 0));
  }
  const [, , , kind] = await readExactly(socket, 4);
  const hostname = await readHost(socket, kind);
  const port = Buffer.from(await readExactly(socket, 2)).readUInt16BE();
  seen.push(`${hostname}:${port}`);
  const target = connect(port, '127.0.0.1');
  target.on('error', () => socket.end(Uint8Array.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)));
  await once(target, 'connect');
  socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
  socket.pipe(target).pipe(socket);
  socket.on('close', () => target.destroy());
}

async function readHost(socket: Socket, kind: number | undefined): Promise<string> {
  if (kind === 3) return readText(socket);
  const bytes = await readExactly(socket, kind === 1 ? 4 : 16);
  return kind === 1 ? bytes.join('.') : Buffer.from(bytes).toString('hex');
}

async function readText(socket: Socket): Promise<string> {
  const [length = 0] = await readExactly(socket, 1);
  return Buffer.from(await readExactly(socket, length)).toString();
}

/** TLS in front of a port of this computer, as of a proxy that is reached by https. Resolves with its port. */
export async function serveTlsRelay(
  pair: { readonly key: string; readonly cert: string },
  port: number,
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createTlsServer(pair, (socket) => {
    const target = connect(port, '127.0.0.1');
    for (const end of [socket, target]) {
      sockets.add(end);
      end.on('error', () => {});
    }
    socket.pipe(target).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}
