import type { HttpOptions } from '../../net/http.ts';
import { environmentProxy, manualProxy, noProxy } from '../../net/proxy/resolver.ts';
import type { ProxyResolver } from '../../net/proxy/resolver.ts';
import { parseProxyAddress } from '../../net/proxy/route.ts';
import { createTlsTrust, readCaFile } from '../../net/tls/trust.ts';

/** The options of the command line about the network, as they were typed. */
export interface TypedNetwork {
  readonly proxy?: string | undefined;
  readonly ca?: string | undefined;
  readonly timeout?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PASSWORD_VARIABLE = 'PARLEY_PROXY_PASSWORD';
const LONGEST_TIMEOUT_SECONDS = 86_400;

/** The network as the command line and the environment want it. Throws an `Error` that says what to type instead. */
export function requestedNetwork(typed: TypedNetwork, environment: Environment): HttpOptions {
  // Here, so that a wrong file is wrong usage and not a failed connection.
  if (typed.ca !== undefined) readCaFile(typed.ca);
  return {
    proxy: requestedProxy(typed.proxy, environment),
    trust: createTlsTrust({
      extraCaFile: typed.ca,
      environmentCaFile: environment['NODE_EXTRA_CA_CERTS'],
    }),
    timeouts: requestedTimeouts(typed.timeout),
  };
}

function requestedProxy(typed: string | undefined, environment: Environment): ProxyResolver {
  if (typed === undefined) return environmentProxy(environment);
  if (typed === 'off') return noProxy;
  const proxy = parseProxyAddress(typed);
  if (proxy === null) {
    throw new Error('--proxy is no proxy. Name one as http://host:port, or "off".');
  }
  if (proxy.login === undefined) return manualProxy(proxy, []);
  const { username, password } = proxy.login;
  if (password !== '') {
    // Whoever lists the processes of this computer reads their arguments.
    throw new Error(`--proxy holds a password. Put it into ${PASSWORD_VARIABLE} instead.`);
  }
  const login = { username, password: environment[PASSWORD_VARIABLE] ?? '' };
  return manualProxy({ ...proxy, login }, []);
}

function requestedTimeouts(typed: string | undefined): NonNullable<HttpOptions['timeouts']> {
  if (typed === undefined) return {};
  const seconds = Number(typed);
  if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT_SECONDS)) {
    throw new Error(`--timeout is no number of seconds up to ${LONGEST_TIMEOUT_SECONDS}.`);
  }
  const milliseconds = Math.ceil(seconds * 1000);
  return {
    connectMs: Math.min(milliseconds, 15_000),
    firstByteMs: milliseconds,
    idleMs: milliseconds,
  };
}
