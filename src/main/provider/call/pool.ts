import type { Failure } from '#shared/failure.ts';
import type { EndpointHealth } from '../../net/endpoint-health.ts';
import { retryDelay } from '../../net/retry.ts';
import type { RetryPolicy } from '../../net/retry.ts';

/** The servers of one answer, in the order in which they are asked. */
export interface ServerPool {
  /** The server of an attempt, counted from 1. Round and round: whoever asks is never refused. */
  readonly serverOf: (attempt: number) => string;
  /** Whether another server is asked at once when this attempt fails. */
  readonly hasAlternative: (attempt: number) => boolean;
  readonly succeeded: (server: string) => void;
  /** Milliseconds until the next attempt; `null`: give up. */
  readonly failed: (
    server: string,
    failure: Failure,
    state: { readonly attempt: number; readonly visible: boolean },
  ) => number | null;
}

/**
 * Of several servers each is asked once, at once after the one before failed, as long as another may do better; of what
 * failed again and again the last. A single server that has been failing is asked once and not again by itself.
 */
export function createServerPool(
  baseUrls: readonly string[],
  health: EndpointHealth,
  policy: RetryPolicy,
): ServerPool {
  const servers = health.order(baseUrls);
  const isFailing = servers.length === 1 && health.state(servers[0] ?? '') === 'open';

  const hasAlternative = (attempt: number): boolean => attempt < servers.length;

  return {
    hasAlternative,
    serverOf: (attempt) => {
      const server = servers[(attempt - 1) % servers.length] ?? '';
      health.started(server);
      return server;
    },
    succeeded: health.succeeded,
    failed: (server, failure, state) => {
      if (isFault(failure)) health.failed(server);
      if (isFailing && isFault(failure)) return null;
      const isUntried = hasAlternative(state.attempt) && !state.visible;
      if (isUntried && (isFault(failure) || failure.code === 'rate-limited')) return 0;
      return retryDelay(failure, state, Math.random(), policy);
    },
  };
}

/** Whether the server is at fault rather than the request, the credential or the way to it. */
function isFault({ code }: Failure): boolean {
  switch (code) {
    case 'unreachable':
    case 'certificate-untrusted':
    case 'timed-out':
    case 'provider-unavailable':
    case 'malformed-response':
    case 'empty-response':
    case 'forbidden':
    case 'human-verification-required':
      return true;
    case 'missing-credential':
    case 'unauthorized':
    case 'model-unavailable':
    case 'invalid-request':
    case 'context-length-exceeded':
    case 'rate-limited':
    case 'quota-exceeded':
    case 'proxy-failed':
    case 'storage-failed':
    case 'invalid-input':
    case 'forbidden-sender':
    case 'internal':
      return false;
  }
}
