import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import { isVisible } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Http } from '../../net/http.ts';
import type { EndpointHealth } from '../../net/endpoint-health.ts';
import { defaultRetryPolicy } from '../../net/retry.ts';
import { serverOf } from '../catalog/base-url.ts';
import { fittingCall } from './length.ts';
import type { Clock } from './clock.ts';
import { streamAttempt } from './attempt.ts';
import type { ProviderCall } from './attempt.ts';
import { createServerPool } from './pool.ts';
import { redact } from './request.ts';
import type { ProviderAccess } from './access.ts';

/** The way to an answer, as it is travelled. A failed attempt is followed by another one; the last one ends with the stream. */
export type RouteEvent =
  | { readonly type: 'attempt'; readonly server?: string }
  | {
      readonly type: 'attempt-failed';
      readonly failure: Failure;
      /** When the next one comes, in milliseconds. */
      readonly retryInMs: number;
    };

export interface StreamOptions {
  /** Aborting closes the socket and makes the iteration throw or end. */
  readonly signal: AbortSignal;
  readonly onRoute?: (event: RouteEvent) => void;
  /** How long a person is ready to wait for a service that asks for it, in milliseconds; absent: as the row says. */
  readonly longestWaitMs?: number | undefined;
  /** Another model is asked when this one fails: then a server that wants to be waited for is left sooner. */
  readonly hasAlternative?: boolean;
}

/**
 * One answer of a provider: the events that arrive together in one batch, never none. One that is missing or lacks its credential is an `error` event; throws only when aborted.
 */
export type StreamProvider = (
  providerId: ProviderId,
  call: ProviderCall,
  options: StreamOptions,
) => AsyncIterable<readonly StreamEvent[]>;

/** A person is waiting: a server that asks for more than this is reported at once, with its delay. */
const retryPolicy = { ...defaultRetryPolicy, longestServerDelayMs: 15_000 };
const impatientPolicy = { ...retryPolicy, longestServerDelayMs: 2000 };

/**
 * One answer. An attempt that fails in a way that may pass, or that another server of the pool may do better, is repeated
 * as long as nothing visible has arrived; afterwards what arrived stays and the failure is the last event. Throws only when aborted.
 */
export async function* streamAnswer(
  dependencies: { readonly http: Http; readonly clock: Clock; readonly health: EndpointHealth },
  access: ProviderAccess,
  call: ProviderCall,
  options: StreamOptions,
): AsyncGenerator<readonly StreamEvent[]> {
  const longestServerDelayMs =
    options.longestWaitMs ?? access.definition.longestWaitMs ?? retryPolicy.longestServerDelayMs;
  const impatient = options.hasAlternative === true && options.longestWaitMs === undefined;
  const policy = impatient ? impatientPolicy : { ...retryPolicy, longestServerDelayMs };
  let fitting: ProviderCall;
  try {
    fitting = fittingCall(call, access.definition);
  } catch (error) {
    yield [{ type: 'error', failure: toFailure(error) }];
    return;
  }
  const pool = createServerPool(access.baseUrls, dependencies.health, policy);
  for (let attempt = 1; ; attempt += 1) {
    const baseUrl = pool.beginAttempt(attempt);
    options.onRoute?.({ type: 'attempt', server: serverOf(baseUrl) });
    let failure: Failure | null = null;
    let visible = false;
    // What shows nothing waits for what does: a further attempt begins with no parts behind it.
    const unseen: StreamEvent[] = [];
    try {
      for await (const events of streamAttempt(dependencies, access, fitting, {
        baseUrl,
        hasAlternative: pool.hasAlternative(attempt),
        signal: options.signal,
      })) {
        const last = events.at(-1);
        if (last?.type === 'error') failure = last.failure;
        const said = failure === null ? events : events.slice(0, -1);
        visible ||= said.some(isVisible);
        if (visible || last?.type === 'finish') yield [...unseen.splice(0), ...said];
        else unseen.push(...said);
        if (failure !== null) break;
      }
    } catch (error) {
      options.signal.throwIfAborted();
      failure = toFailure(error);
    }
    if (failure === null) {
      pool.succeeded(baseUrl);
      return;
    }
    failure = redact(failure, access.credential);
    const delay = pool.failed(baseUrl, failure, { attempt, visible });
    if (delay === null) {
      yield [{ type: 'error', failure: visible ? failure : pool.verdict(failure) }];
      return;
    }
    options.onRoute?.({ type: 'attempt-failed', failure, retryInMs: delay });
    await dependencies.clock.sleep(delay, options.signal);
  }
}
