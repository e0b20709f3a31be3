import type { Failure } from '#shared/failure.ts';

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly baseMs: number;
  /** Longest wait of our own choice. */
  readonly capMs: number;
  /** There is no retry if the server asks for more. */
  readonly longestServerDelayMs: number;
  /** The wait before the only retry of a service that limits its rate and names no time. */
  readonly unnamedLimitMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 3,
  baseMs: 500,
  capMs: 20_000,
  longestServerDelayMs: 60_000,
  unnamedLimitMs: 5000,
};

/**
 * How long to wait before the same call is made again, in milliseconds; `null`: give up.
 * `attempt` counts the tries already made, from 1. `visible` says that text was already shown: then never.
 * A delay asked for by the server is kept and lengthened by up to a fifth, and so is our own where a limit names none:
 * asking again at once would only lengthen it. Otherwise full jitter,
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/. `random` is in [0, 1).
 */
export function retryDelay(
  failure: Failure,
  state: { readonly attempt: number; readonly visible: boolean },
  random: number,
  policy: RetryPolicy = defaultRetryPolicy,
): number | null {
  if (state.visible || !failure.retryable || state.attempt >= policy.attempts) return null;
  if (failure.retryAfterMs !== undefined && failure.retryAfterMs > 0) {
    if (failure.retryAfterMs > policy.longestServerDelayMs) return null;
    return Math.round(failure.retryAfterMs * (1 + random / 5));
  }
  if (failure.code === 'rate-limited' && failure.retryAfterMs === undefined) {
    const { unnamedLimitMs, longestServerDelayMs } = policy;
    if (state.attempt > 1 || unnamedLimitMs > longestServerDelayMs) return null;
    return Math.round(unnamedLimitMs * (1 + random / 5));
  }
  return Math.round(random * Math.min(policy.capMs, policy.baseMs * 2 ** state.attempt));
}
