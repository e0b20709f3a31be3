import { FailureError } from '#shared/failure.ts';
import { failureAbout, transportFailure } from '../failures.ts';
import { proxyName } from './route.ts';
import type { ProxyServer } from './route.ts';

/** Why a proxy does not lead to `host`. Names the proxy; `status` is the proxy's own response, if it gave one. */
export function proxyFailure(
  proxy: ProxyServer,
  host: string,
  problem: {
    readonly reason: string;
    readonly remedy: string;
    readonly retryable: boolean;
    readonly status?: number;
  },
): FailureError {
  const { reason, remedy, retryable, status } = problem;
  const failure = failureAbout(host, 'request', {
    code: 'proxy-failed',
    reason: `the proxy ${proxyName(proxy)} ${reason}`,
    remedy,
    retryable,
  });
  return new FailureError({ ...failure, ...(status !== undefined && { status }) });
}

/** The proxy itself cannot be reached: the same reasons as for a server, but about the proxy. */
export function unreachableProxy(proxy: ProxyServer, host: string, error: unknown): FailureError {
  if (error instanceof FailureError && error.failure.code === 'proxy-failed') return error;
  const { message, retryable } = transportFailure(error, proxyName(proxy), 'request').failure;
  const reason = /: (.*?)\. /u.exec(message)?.[1] ?? 'the connection broke';
  return proxyFailure(proxy, host, {
    reason: `cannot be used, since ${reason}`,
    remedy: 'Check the proxy, or whether its program runs',
    retryable,
  });
}

export function loginWanted(proxy: ProxyServer, host: string): FailureError {
  return proxyFailure(proxy, host, {
    reason:
      proxy.login === undefined
        ? 'wants a login'
        : 'wants a login and does not accept the one that is set',
    remedy: 'Enter its user name and password, as those of a manual proxy',
    retryable: false,
    status: 407,
  });
}

export function refusedByProxy(proxy: ProxyServer, host: string, status: number): FailureError {
  // Some proxies confuse 407 with 401 if the login is wrong; only the proxy answers a tunnel request.
  if (status === 407 || status === 401) return loginWanted(proxy, host);
  const cannotReach = status === 502 || status === 503 || status === 504;
  return proxyFailure(proxy, host, {
    reason: `${cannotReach ? 'cannot reach this server' : 'does not lead to this server'} (${status})`,
    remedy: cannotReach
      ? 'Check the address and the internet connection of the proxy'
      : 'Ask its operator to allow the server, or put the server on the bypass list',
    retryable: cannotReach,
    status,
  });
}
