import { FailureError } from '#shared/failure.ts';
import { createEndpointHealth } from '../endpoint-health.ts';
import { isLoopbackHost } from '../loopback-address.ts';
import type { ProxyResolver } from './resolver.ts';
import { proxyName } from './route.ts';
import type { ProxyRoute } from './route.ts';

/** The ways to a server, with what became of them lately. */
export interface Routes {
  /** At least one, to be tried in this order. This computer itself is reached straight, whatever the resolver says. */
  readonly to: (url: URL) => Promise<readonly ProxyRoute[]>;
  readonly worked: (route: ProxyRoute) => void;
  /** Whether the proxy of this route could not be used, so that the request has not left this computer. */
  readonly failed: (route: ProxyRoute, error: unknown) => boolean;
}

export function createRoutes(proxy: ProxyResolver): Routes {
  // One failure is enough: waiting for a dead proxy again at every request is what makes an outage felt.
  const health = createEndpointHealth({
    elapsed: () => performance.now(),
    random: () => 0,
    failuresToOpen: 1,
  });

  function isResting(route: ProxyRoute): boolean {
    return route !== 'direct' && health.state(proxyName(route)) === 'open';
  }

  return {
    to: async (url) => {
      if (isLoopbackHost(url.hostname)) return ['direct'];
      const routes = await proxy(url);
      return [...routes.filter((route) => !isResting(route)), ...routes.filter(isResting)];
    },
    worked: (route) => {
      if (route !== 'direct') health.succeeded(proxyName(route));
    },
    failed: (route, error) => {
      if (route === 'direct' || !isUnusedProxy(error)) return false;
      health.failed(proxyName(route));
      return true;
    },
  };
}

/** The proxy did not answer, which is not the same as an answer of the proxy that refuses. */
function isUnusedProxy(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  return error.failure.code === 'proxy-failed' && error.failure.status === undefined;
}
