import { FailureError } from '#shared/failure.ts';
import { createEndpointHealth } from '../endpoint-health.ts';
import { isLoopbackHost } from '../loopback-address.ts';
import type { ProxyResolver } from './resolver.ts';
import { proxyName } from './route.ts';
import type { ProxyRoute } from './route.ts';

/** The routes to a server, with their recent health. */
export interface Routes {
  /** At least one, in the order to try them. This computer itself is always reached directly, whatever the resolver says. */
  readonly to: (url: URL) => Promise<readonly ProxyRoute[]>;
  readonly worked: (route: ProxyRoute) => void;
  /** Whether the proxy of this route could not be used, so that the request has not left this computer. */
  readonly failed: (route: ProxyRoute, error: unknown) => boolean;
}

export function createRoutes(proxy: ProxyResolver): Routes {
  // One failure is enough: waiting for a dead proxy on every request is what makes an outage hurt.
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

/** The proxy did not answer, which differs from a proxy that answers with a refusal. */
function isUnusedProxy(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  return error.failure.code === 'proxy-failed' && error.failure.status === undefined;
}
