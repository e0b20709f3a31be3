import { bypasses } from './bypass.ts';
import { parseProxyAddress, parseProxyList } from './route.ts';
import type { ProxyRoute, ProxyServer } from './route.ts';

/** Which ways lead to an address, the first to be tried first. At least one. This computer itself is never asked about. */
export type ProxyResolver = (url: URL) => Promise<readonly ProxyRoute[]>;

export const noProxy: ProxyResolver = () => Promise.resolve(['direct']);

/** One proxy for everything but the hosts of the bypass list. */
export function manualProxy(proxy: ProxyServer, bypass: readonly string[]): ProxyResolver {
  return (url) => Promise.resolve([bypasses(bypass, url) ? 'direct' : proxy]);
}

/** What the system says. `resolve` gives a list as `FindProxyForURL` does; when it fails the way is straight. */
export function systemProxy(resolve: (url: string) => Promise<string>): ProxyResolver {
  return async (url) => {
    try {
      // The host is all that decides: path and query may hold a credential and are nobody else's business.
      return parseProxyList(await resolve(`${url.origin}/`));
    } catch {
      return ['direct'];
    }
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What command-line programs agree on: `https_proxy`, `http_proxy` (its upper case not in a CGI script, where a request
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
