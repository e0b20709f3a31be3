import { FailureError } from '#shared/failure.ts';
import type { HttpOptions } from './http.ts';
import { manualProxy, noProxy, systemProxy } from './proxy/resolver.ts';
import type { ProxyResolver } from './proxy/resolver.ts';
import { parseProxyAddress } from './proxy/route.ts';
import { createTlsTrust } from './tls/trust.ts';
import type { TrustedCertificate } from './tls/trust.ts';

/** The user's choices; see the settings. */
export interface NetworkChoices {
  readonly proxy: {
    readonly mode: 'system' | 'manual' | 'off';
    readonly url: string;
    readonly username: string;
    readonly bypass: readonly string[];
  };
  readonly extraCaFile: string | null;
  readonly trustedCertificates: readonly TrustedCertificate[];
  readonly timeouts: {
    readonly connectSeconds: number;
    readonly firstByteSeconds: number;
    readonly idleSeconds: number;
  };
}

export interface NetworkSurroundings {
  /** Of the manual proxy. */
  readonly proxyPassword: string | null;
  /** The system's proxies for an address, as a list like that of `FindProxyForURL`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** What `NODE_EXTRA_CA_CERTS` names. */
  readonly environmentCaFile?: string | undefined;
}

export function networkOptions(
  choices: NetworkChoices,
  surroundings: NetworkSurroundings,
): HttpOptions {
  const { extraCaFile, trustedCertificates, timeouts } = choices;
  return {
    proxy: proxyResolver(choices.proxy, surroundings),
    trust: createTlsTrust({
      extraCaFile,
      trustedCertificates,
      environmentCaFile: surroundings.environmentCaFile,
    }),
    timeouts: {
      connectMs: timeouts.connectSeconds * 1000,
      firstByteMs: timeouts.firstByteSeconds * 1000,
      idleMs: timeouts.idleSeconds * 1000,
    },
  };
}

function proxyResolver(
  { mode, url, username, bypass }: NetworkChoices['proxy'],
  { proxyPassword, resolveProxy }: NetworkSurroundings,
): ProxyResolver {
  switch (mode) {
    case 'off':
      return noProxy;
    case 'system':
      return systemProxy(resolveProxy);
    case 'manual': {
      const proxy = parseProxyAddress(url);
      // Never fall back to a direct connection: a user who set a proxy does not want that.
      if (proxy === null) return () => Promise.reject(noAddress());
      const login = { username, password: proxyPassword ?? '' };
      return manualProxy(username === '' ? proxy : { ...proxy, login }, bypass);
    }
  }
}

function noAddress(): FailureError {
  return new FailureError({
    code: 'proxy-failed',
    message:
      'Cannot use the manual proxy: it has no address. Enter one in the network settings, or turn it off.',
    retryable: false,
  });
}
