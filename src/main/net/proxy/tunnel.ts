import type { Socket } from 'node:net';
import type { Connect } from '../tls/connector.ts';
import { openHttpTunnel } from './http-tunnel.ts';
import { proxyFailure, unreachableProxy } from './failure.ts';
import type { ProxyServer, Target } from './route.ts';
import { openSocksTunnel } from './socks-tunnel.ts';

/** A connection through the proxy whose far end is `target`, within `limitMs`. Rejects with `proxy-failed`, and then nothing is left open. */
export async function openTunnel(
  connect: Connect,
  proxy: ProxyServer,
  target: Target,
  limitMs: number,
): Promise<Socket> {
  const host = `${target.hostname}:${target.port}`;
  const socket = await connectToProxy(connect, proxy).catch((error: unknown) => {
    throw unreachableProxy(proxy, host, error);
  });
  const open = proxy.protocol === 'socks5' ? openSocksTunnel : openHttpTunnel;
  const late = proxyFailure(proxy, host, {
    reason: 'did not open the connection in time',
    remedy: 'Check the address and the proxy',
    retryable: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      open(socket, proxy, target),
      new Promise<never>((_, reject) => {
        timer = setTimeout(reject, limitMs, late);
      }),
    ]);
  } catch (error) {
    socket.on('error', () => {}).destroy();
    throw unreachableProxy(proxy, host, error);
  } finally {
    clearTimeout(timer);
  }
}

function connectToProxy(
  connect: Connect,
  { protocol, hostname, port }: ProxyServer,
): Promise<Socket> {
  return connect({
    hostname,
    host: hostname,
    protocol: protocol === 'https' ? 'https:' : 'http:',
    port: String(port),
  });
}
