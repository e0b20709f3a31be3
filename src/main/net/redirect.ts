import { FailureError } from '#shared/failure.ts';
import { failureAbout } from './failures.ts';

export interface Redirect {
  readonly status: number;
  readonly location: string;
  readonly hopsLeft: number;
  /** The request is a GET that carries nothing: following it elsewhere discloses nothing. */
  readonly carriesNothing: boolean;
}

/**
 * Where a redirect leads, when it may be followed: within the origin, as often as `hopsLeft` says, and without turning a
 * POST into a GET. Everything else throws, naming the target host, since following it would carry the credential and the
 * prompt to another server. What carries neither may leave the origin, but not for a connection that is not encrypted.
 */
export function nextHop(from: URL, method: 'GET' | 'POST', redirect: Redirect): URL {
  const to = URL.parse(redirect.location, from.href);
  if (to === null || redirect.location === '')
    throw refused(from, redirect.status, 'it redirects without naming a target');
  // One API reports a failed backend as a redirect to itself with this parameter; the target is often outside of the API.
  if (method === 'POST' && to.searchParams.has('retry'))
    throw new FailureError({
      ...failureAbout(from.host, 'request', {
        code: 'provider-unavailable',
        reason: 'the service behind it failed and it asks to try again',
        remedy: 'Try again in a moment',
        retryable: true,
      }),
      status: redirect.status,
    });
  if (to.origin !== from.origin && !mayLeave(from, to, redirect))
    throw refused(from, redirect.status, `it redirects to ${to.protocol}//${to.host}`);
  if (redirect.hopsLeft <= 0) throw refused(from, redirect.status, 'it redirects in a circle');
  const keepsMethod = method === 'GET' || redirect.status === 307 || redirect.status === 308;
  if (!keepsMethod) throw refused(from, redirect.status, `it redirects to the page ${to.pathname}`);
  return to;
}

function mayLeave(from: URL, to: URL, { carriesNothing }: Redirect): boolean {
  return carriesNothing && (to.protocol === 'https:' || to.protocol === from.protocol);
}

function refused(from: URL, status: number, reason: string): FailureError {
  const failure = failureAbout(from.host, 'request', {
    code: 'unreachable',
    reason,
    remedy: 'Enter the final address as base URL if you trust it',
    retryable: false,
  });
  return new FailureError({ ...failure, status });
}
