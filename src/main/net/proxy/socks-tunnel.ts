import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import { loginWanted, proxyFailure } from './failure.ts';
import type { ProxyServer, Target } from './route.ts';
import { readExactly } from './read-exactly.ts';

const VERSION = 5;
const NO_LOGIN = 0;
const WITH_LOGIN = 2;
const CONNECT = 1;
const BY_IPV4 = 1;
const BY_NAME = 3;
const BY_IPV6 = 4;

/**
 * Turns a connection to a SOCKS 5 proxy into one to `target` (RFC 1928, RFC 1929). The proxy resolves the name.
 * Rejects with `proxy-failed`, or with the error of the socket.
 */
export async function openSocksTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
): Promise<Socket> {
  const host = `${target.hostname}:${target.port}`;
  const methods = proxy.login === undefined ? [NO_LOGIN] : [NO_LOGIN, WITH_LOGIN];
  socket.write(Uint8Array.of(VERSION, methods.length, ...methods));
  const [version, method] = await readExactly(socket, 2);
  if (version !== VERSION) throw notSocks(proxy, host);
  if (method === WITH_LOGIN && proxy.login !== undefined) await logIn(socket, proxy, host);
  else if (method !== NO_LOGIN) throw loginWanted(proxy, host);

  const port = [target.port >> 8, target.port & 0xff];
  socket.write(Uint8Array.of(VERSION, CONNECT, 0, ...encodeAddress(target.hostname), ...port));
  const [replyVersion, reply = 1, , addressKind] = await readExactly(socket, 4);
  if (replyVersion !== VERSION) throw notSocks(proxy, host);
  if (reply !== 0) throw refused(proxy, host, reply);
  await readExactly(socket, (await boundAddressLength(socket, addressKind)) + 2);
  return socket;
}

async function logIn(socket: Socket, proxy: ProxyServer, host: string): Promise<void> {
  const username = Buffer.from(proxy.login?.username ?? '');
  const password = Buffer.from(proxy.login?.password ?? '');
  if (username.length > 255 || password.length > 255) throw loginWanted(proxy, host);
  socket.write(Buffer.of(1, username.length, ...username, password.length, ...password));
  const [, status] = await readExactly(socket, 2);
  if (status !== 0) throw loginWanted(proxy, host);
}

function encodeAddress(hostname: string): readonly number[] {
  switch (isIP(hostname)) {
    case 4:
      return [BY_IPV4, ...hostname.split('.').map(Number)];
    case 6:
      return [BY_IPV6, ...ipv6Bytes(hostname)];
    default: {
      const name = Buffer.from(hostname);
      return [BY_NAME, name.length, ...name];
    }
  }
}

function ipv6Bytes(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...(tail === undefined ? [] : zeros), ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function groups(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

async function boundAddressLength(socket: Socket, kind: number | undefined): Promise<number> {
  if (kind === BY_IPV4) return 4;
  if (kind === BY_IPV6) return 16;
  return (await readExactly(socket, 1))[0] ?? 0;
}

function notSocks(proxy: ProxyServer, host: string) {
  return proxyFailure(proxy, host, {
    reason: 'does not speak SOCKS 5',
    remedy: 'Check its kind and port',
    retryable: false,
  });
}

const replies: Readonly<Record<number, string>> = {
  2: 'does not allow this server',
  3: 'has no network path to this server',
  4: 'cannot find or reach this server',
  5: 'was refused by this server',
  6: 'waited too long for this server',
};

function refused(proxy: ProxyServer, host: string, reply: number) {
  return proxyFailure(proxy, host, {
    reason: `${replies[reply] ?? 'failed'} (SOCKS reply ${reply})`,
    remedy: 'Check the address, or put the server on the bypass list',
    retryable: reply !== 2,
  });
}
