import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { refusedByProxy, unreachableProxy } from './failure.ts';
import type { ProxyServer, Target } from './route.ts';

/** Turns a connection to an HTTP proxy into one to `target` (`CONNECT`, RFC 9110, section 9.3.6). Rejects with `proxy-failed`. */
export function openHttpTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
): Promise<Socket> {
  const authority = `${target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname}:${target.port}`;
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      method: 'CONNECT',
      path: authority,
      createConnection: () => socket,
      setHost: false,
      headers: { host: authority, ...proxyAuthorization(proxy) },
    });
    request.once('connect', (response: IncomingMessage, _: unknown, head: Buffer) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(refusedByProxy(proxy, authority, status));
    });
    request.once('error', (error) => reject(unreachableProxy(proxy, authority, error)));
    request.end();
  });
}

/** RFC 7617; a user name without a password is a login too. */
export function proxyAuthorization({ login }: ProxyServer): Record<string, string> {
  if (login === undefined) return {};
  const token = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${token}` };
}
