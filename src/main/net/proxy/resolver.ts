import { bypasses } from './bypass.ts';
import { parseProxyAddress, parseProxyList } from './route.ts';
import type { ProxyRoute, ProxyServer } from './route.ts';

/** The routes to an address, in the order to try them. At least one. Never called for this computer itself. */
export type ProxyResolver = (url: URL) => Promise<readonly ProxyRoute[]>;

export const noProxy: ProxyResolver = () => Promise.resolve(['direct']);

/** One proxy for everything but the hosts of the bypass list. */
export function manualProxy(proxy: ProxyServer, bypass: readonly string[]): ProxyResolver {
  return (url) => Promise.resolve([bypasses(bypass, url) ? 'direct' : proxy]);
}

/** The system's proxies. `resolve` returns a list like that of `FindProxyForURL`; if it fails, the route is direct. */
export function systemProxy(resolve: (url: string) => Promise<string>): ProxyResolver {
  return async (url) => {
    try {
      // Only the host matters: path and query may hold a credential and must not be passed on.
      return parseProxyList(await resolve(`${url.origin}/`));
    } catch {
      return ['direct'];
    }
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The convention of command-line programs: `https_proxy`, `http_proxy` (its upper case not in a CGI script, where a request
 * header sets it: https://httpoxy.org), `all_proxy` and `no_proxy`. Throws an `Error` that names a variable without a proxy.
 */
export function environmentProxy(environment: Environment): ProxyResolver {
  const all = proxyIn(environment, ['all_proxy', 'ALL_PROXY']);
  const proxies: Readonly<Record<string, ProxyServer | undefined>> = {
    'http:': proxyIn(environment, cgiNames(environment)) ?? all,
    'https:': proxyIn(environment, ['https_proxy', 'HTTPS_PROXY']) ?? all,
  };
  const bypass = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    // A bare domain covers its subdomains here: https://curl.se/docs/manpage.html#NOPROXY
    .flatMap((entry) => (/^[\w-]+(?:\.[\w-]+)+$/u.test(entry) ? [entry, `*.${entry}`] : [entry]));
  return (url) => {
    const proxy = proxies[url.protocol];
    return Promise.resolve([proxy === undefined || bypasses(bypass, url) ? 'direct' : proxy]);
  };
}

function cgiNames(environment: Environment): readonly string[] {
  return environment['REQUEST_METHOD'] === undefined
    ? ['http_proxy', 'HTTP_PROXY']
    : ['http_proxy'];
}

function proxyIn(environment: Environment, names: readonly string[]): ProxyServer | undefined {
  for (const name of names) {
    const address = environment[name]?.trim() ?? '';
    if (address === '') continue;
    const proxy = parseProxyAddress(address);
    // Without its value: it may hold a password.
    if (proxy === null)
      throw new Error(`The variable ${name} does not hold the address of a proxy.`);
    return proxy;
  }
  return undefined;
}
