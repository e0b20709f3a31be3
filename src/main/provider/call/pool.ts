import { reasonOf } from '#shared/failure.ts';
import type { Failure, FailureCode } from '#shared/failure.ts';
import type { EndpointHealth } from '../../net/endpoint-health.ts';
import { retryDelay } from '../../net/retry.ts';
import type { RetryPolicy } from '../../net/retry.ts';
import { serverOf } from '../catalog/base-url.ts';

/** The servers of one answer, in the order in which they are asked. */
export interface ServerPool {
  /** Records the start of an attempt, counted from 1, and returns its server. Round-robin: never refuses. */
  readonly beginAttempt: (attempt: number) => string;
  /** Whether another server is asked at once when this attempt fails. */
  readonly hasAlternative: (attempt: number) => boolean;
  readonly succeeded: (server: string) => void;
  /** Milliseconds until the next attempt; `null`: give up. See {@link ServerPool.verdict} then. */
  readonly failed: (
    server: string,
    failure: Failure,
    state: { readonly attempt: number; readonly visible: boolean },
  ) => number | null;
  /** Why there is no answer: of several servers the failure that says most, with the reason of each. */
  readonly verdict: (last: Failure) => Failure;
}

/**
 * The servers of a pool are independent: only a fault in the request itself is final, and what one server refuses another
 * may grant. Each is asked once, as soon as the previous one has failed; one that keeps failing is asked last. A single
 * server that has been failing is asked once, with no automatic retry.
 */
export function createServerPool(
  baseUrls: readonly string[],
  health: EndpointHealth,
  policy: RetryPolicy,
): ServerPool {
  const servers = health.order(baseUrls);
  const isFailing = servers.length === 1 && health.state(servers[0] ?? '') === 'open';

  const failures = new Map<string, Failure>();

  const hasAlternative = (attempt: number): boolean => attempt < servers.length;

  return {
    hasAlternative,
    beginAttempt: (attempt) => {
      const server = servers[(attempt - 1) % servers.length] ?? '';
      health.started(server);
      return server;
    },
    succeeded: health.succeeded,
    failed: (server, failure, state) => {
      failures.set(server, failure);
      const isIll = isFault(failure) || (servers.length > 1 && mayDifferElsewhere(failure));
      if (isIll) health.failed(server);
      if (isFailing && isIll) return null;
      if (hasAlternative(state.attempt) && !state.visible && mayDifferElsewhere(failure)) return 0;
      return retryDelay(failure, state, Math.random(), policy);
    },
    verdict: (last) => (failures.size > 1 ? verdictOf([...failures]) : last),
  };
}

/** Whether another server may answer what this one did not. */
function mayDifferElsewhere({ code }: Failure): boolean {
  switch (code) {
    case 'invalid-request':
    case 'context-length-exceeded':
    case 'storage-failed':
    case 'invalid-input':
    case 'forbidden-sender':
    case 'internal':
      return false;
    case 'missing-credential':
    case 'unauthorized':
    case 'human-verification-required':
    case 'forbidden':
    case 'model-unavailable':
    case 'rate-limited':
    case 'quota-exceeded':
    case 'provider-unavailable':
    case 'unreachable':
    case 'certificate-untrusted':
    case 'proxy-failed':
    case 'timed-out':
    case 'malformed-response':
    case 'empty-response':
      return true;
  }
}

/** The first of these that any server failed with is what a person can do most about. */
const tellingFirst: readonly FailureCode[] = [
  'invalid-request',
  'context-length-exceeded',
  'missing-credential',
  'unauthorized',
  'rate-limited',
  'quota-exceeded',
  'model-unavailable',
  'human-verification-required',
  'provider-unavailable',
  'forbidden',
  'timed-out',
];

function verdictOf(failures: readonly (readonly [server: string, Failure])[]): Failure {
  const [telling] = failures.map(([, failure]) => failure).toSorted((a, b) => rank(a) - rank(b));
  const reasons = failures.map(([server, failure]) => `${serverOf(server)}: ${reasonOf(failure)}`);
  if (telling === undefined) throw new Error('a verdict is one of failures');
  const { retryAfterMs: _, ...said } = telling;
  // The soonest of them is soon enough.
  const waits = failures.flatMap(([, { retryAfterMs }]) => retryAfterMs ?? []);
  return {
    ...said,
    message: `Cannot get an answer: none of the ${failures.length} servers gave one. ${reasons.join('; ')}.`,
    ...(waits.length > 0 && { retryAfterMs: Math.min(...waits) }),
  };
}

function rank({ code }: Failure): number {
  const place = tellingFirst.indexOf(code);
  return place === -1 ? tellingFirst.length : place;
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
