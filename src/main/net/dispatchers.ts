import { isIP } from 'node:net';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { CertificateReport } from '#shared/network/certificate.ts';
import { createConnector } from './tls/connector.ts';
import type { Connect, Connector } from './tls/connector.ts';
import { proxyAuthorization } from './proxy/http-tunnel.ts';
import { bareHost } from './loopback-address.ts';
import { unreachableProxy } from './proxy/failure.ts';
import { proxyName } from './proxy/route.ts';
import type { ProxyRoute, ProxyServer } from './proxy/route.ts';
import type { TlsTrust } from './tls/trust.ts';
import { openTunnel } from './proxy/tunnel.ts';

/** Where and how to dispatch a request so that it takes a route. */
export interface Dispatch {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The proxy that reads the request and answers for itself; `null` where only the server does. */
  readonly forwarder: ProxyServer | null;
}

export interface Dispatchers {
  readonly along: (route: ProxyRoute, url: URL) => Dispatch;
  readonly inspect: (route: ProxyRoute, url: URL) => Promise<CertificateReport>;
  /** Closes the connections; with `graceful` each as soon as its answer has ended. */
  readonly close: (options: { readonly graceful: boolean }) => Promise<void>;
}

/** More proxies than any computer has: an auto-configuration that invents names must not hold ever more sockets. */
const MOST_PROXIES = 32;

/** One connection pool per route. HTTP/1.1 only. */
export function createDispatchers(options: {
  readonly trust: TlsTrust;
  readonly connectMs: number;
}): Dispatchers {
  const direct = createConnector({ trust: options.trust, timeoutMs: options.connectMs });
  const directAgent = createAgent(direct.connect);
  const ways = new Map<string, ProxyWay>();

  function wayThrough(proxy: ProxyServer): ProxyWay {
    const key = JSON.stringify([proxy.protocol, proxyName(proxy), proxy.login]);
    const known = ways.get(key);
    if (known !== undefined) return known;
    const [oldest] = ways.entries();
    if (ways.size >= MOST_PROXIES && oldest !== undefined) {
      ways.delete(oldest[0]);
      void closeWay(oldest[1], { graceful: true });
    }
    const way = createProxyWay(proxy, { ...options, direct });
    ways.set(key, way);
    return way;
  }

  return {
    along: (route, url) => {
      const path = `${url.pathname}${url.search}`;
      if (route === 'direct')
        return { dispatcher: directAgent, origin: url.origin, path, headers: {}, forwarder: null };
      const way = wayThrough(route);
      // Many proxies refuse a tunnel to port 80: they forward plain requests themselves.
      if (route.protocol === 'socks5' || url.protocol === 'https:')
        return { dispatcher: way.tunnels, origin: url.origin, path, headers: {}, forwarder: null };
      return {
        dispatcher: way.forwards,
        origin: `${route.protocol}://${proxyName(route)}`,
        path: `${url.origin}${path}`,
        headers: { host: url.host, ...proxyAuthorization(route) },
        forwarder: route,
      };
    },
    inspect: (route, url) => {
      const connector = route === 'direct' ? direct : wayThrough(route).connector;
      const hostname = bareHost(url.hostname);
      return connector.inspect({
        hostname,
        host: url.host,
        protocol: 'https:',
        port: url.port === '' ? '443' : url.port,
      });
    },
    close: async (how) => {
      const closing = [...ways.values()].map((way) => closeWay(way, how));
      await Promise.all([how.graceful ? directAgent.close() : directAgent.destroy(), ...closing]);
    },
  };
}

interface ProxyWay {
  readonly connector: Connector;
  readonly tunnels: Agent;
  readonly forwards: Agent;
}

function createProxyWay(
  proxy: ProxyServer,
  options: { readonly trust: TlsTrust; readonly connectMs: number; readonly direct: Connector },
): ProxyWay {
  const { trust, connectMs, direct } = options;
  const connector = createConnector({
    trust,
    timeoutMs: connectMs,
    openRaw: ({ hostname, port, protocol }) => {
      const target = { hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
      return openTunnel(direct.connect, proxy, target, connectMs);
    },
  });
  return {
    connector,
    tunnels: createAgent(connector.connect),
    forwards: createAgent(async (target) => {
      try {
        // undici takes the name for TLS from the header `host`, which here is the server's.
        const servername = isIP(proxy.hostname) === 0 ? { servername: proxy.hostname } : {};
        const { servername: _, ...proxied } = target;
        return await direct.connect({ ...proxied, ...servername });
      } catch (error) {
        throw unreachableProxy(proxy, 'the server', error);
      }
    }),
  };
}

async function closeWay(
  way: ProxyWay,
  { graceful }: { readonly graceful: boolean },
): Promise<void> {
  const agents = [way.tunnels, way.forwards];
  await Promise.all(agents.map((agent) => (graceful ? agent.close() : agent.destroy())));
}

/** Our own clock limits the waits, see `exchange.ts`. */
function createAgent(connect: Connect): Agent {
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => {
      // oxlint-disable promise/no-callback-in-promise -- undici takes a callback
      connect(target).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
      // oxlint-enable promise/no-callback-in-promise
    },
  });
}
