import { bareHost } from '../loopback-address.ts';

/** A proxy and its login. Holds a password: never logged, shown only as {@link proxyName}. */
export interface ProxyServer {
  readonly protocol: 'http' | 'https' | 'socks5';
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly login?: { readonly username: string; readonly password: string };
}

/** The route to a server: direct or through a proxy. */
export type ProxyRoute = 'direct' | ProxyServer;

/** Host and port, for display. */
export function proxyName({ hostname, port }: ProxyServer): string {
  return `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
}

const DEFAULT_PORTS = { http: 80, https: 443, socks5: 1080 } as const;

/**
 * The proxy behind an address such as `http://user:password@proxy.corp.example:3128`, `socks5://127.0.0.1` or
 * `proxy:8080` (then http); `null` for anything else. SOCKS 5 with names resolved by the proxy, whatever the spelling.
 */
export function parseProxyAddress(address: string): ProxyServer | null {
  const text = address.trim();
  const match = /^(?:(http|https|socks|socks5|socks5h):\/\/)?([^/?#\s]+)\/?$/iu.exec(text);
  const [, scheme = 'http', authority = ''] = match ?? [];
  // Not with its own scheme: a URL with an unknown scheme would keep the host as typed.
  const url = URL.parse(`http://${authority}`);
  if (url === null || url.hostname === '') return null;
  const protocol = protocolOf(scheme.toLowerCase());
  const login = loginOf(url);
  if (login === null) return null;
  return {
    protocol,
    hostname: bareHost(url.hostname),
    port: portOf(authority) ?? DEFAULT_PORTS[protocol],
    ...(login.username !== '' && { login }),
  };
}

function protocolOf(scheme: string): ProxyServer['protocol'] {
  if (scheme === 'https') return 'https';
  return scheme === 'http' ? 'http' : 'socks5';
}

/** As typed: a URL would drop the port 80. */
function portOf(authority: string): number | null {
  const port = /:(\d{1,5})$/u.exec(authority)?.[1];
  return port === undefined ? null : Number(port);
}

function loginOf(url: URL): { username: string; password: string } | null {
  try {
    return {
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}

/**
 * The routes of a list as a proxy auto-configuration makes it, in its order: `PROXY host:port; SOCKS5 host:port; DIRECT`.
 * Unknown entries are skipped; a list without any known entry is `DIRECT`.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
export function parseProxyList(list: string): readonly ProxyRoute[] {
  const routes = list.split(';').flatMap((entry): ProxyRoute[] => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/u);
    if (kind.toUpperCase() === 'DIRECT') return ['direct'];
    const scheme = listSchemes[kind.toUpperCase()];
    const proxy = scheme === undefined ? null : parseProxyAddress(`${scheme}://${address}`);
    return proxy === null ? [] : [proxy];
  });
  return routes.length > 0 ? routes : ['direct'];
}

/** `SOCKS` may mean version 4, which no current proxy insists on. */
const listSchemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS5: 'socks5',
};

/** The server that a tunnel through a proxy ends at. */
export interface Target {
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
}
