import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { StreamEvent } from '#shared/stream-event.ts';
import type { Http } from '../net/http.ts';
import { defaultRetryPolicy, retryDelay } from '../net/retry.ts';
import type { ModelCall } from './adapter.ts';
import { serverOf } from './base-url.ts';
import type { Clock } from './clock.ts';
import { redact, sendToProvider } from './provider-request.ts';
import type { ProviderAccess } from './provider-request.ts';

/** The way to an answer, as it is travelled. A failed attempt is followed by another one; the last one ends with the stream. */
export type RouteEvent =
  | { readonly type: 'attempt'; readonly server?: string }
  | { readonly type: 'attempt-failed'; readonly failure: Failure };

export interface StreamOptions {
  /** Aborting closes the socket and makes the iteration throw or end. */
  readonly signal: AbortSignal;
  readonly onRoute?: (event: RouteEvent) => void;
}

/** A call before what the row says joined it. */
export type ProviderCall = Omit<ModelCall, 'bodyDefaults' | 'bodyOrder' | 'modelFields'>;

/** A person is waiting: a server that asks for more than this is reported at once, with its delay. */
const retryPolicy = { ...defaultRetryPolicy, longestServerDelayMs: 15_000 };

/** Asked of a model whose own answer is the last turn: no wire format promises that it would write on by itself. */
const CONTINUATION =
  'Continue your last message exactly where it stops, even in the middle of a word. Repeat nothing and add no introduction.';

/**
 * One answer. An attempt that fails in a way that may pass is repeated, on the pool's next server, as long as nothing
 * visible has arrived; afterwards what arrived stays and the failure is the last event. Throws only when aborted.
 */
export async function* streamAnswer(
  dependencies: { readonly http: Http; readonly clock: Clock },
  access: ProviderAccess,
  call: ProviderCall,
  options: StreamOptions,
): AsyncGenerator<StreamEvent> {
  for (let attempt = 1; ; attempt += 1) {
    const baseUrl = access.baseUrls[(attempt - 1) % access.baseUrls.length] ?? '';
    options.onRoute?.({ type: 'attempt', server: serverOf(baseUrl) });
    let failure: Failure | null = null;
    let visible = false;
    try {
      for await (const event of streamAttempt(dependencies.http, access, call, {
        baseUrl,
        signal: options.signal,
      })) {
        if (event.type === 'error') {
          failure = event.failure;
          break;
        }
        visible ||= isVisible(event);
        yield event;
      }
    } catch (error) {
      options.signal.throwIfAborted();
      failure = toFailure(error);
    }
    if (failure === null) return;
    failure = redact(failure, access.credential);
    const delay = retryDelay(failure, { attempt, visible }, Math.random(), retryPolicy);
    if (delay === null) {
      yield { type: 'error', failure };
      return;
    }
    options.onRoute?.({ type: 'attempt-failed', failure });
    await dependencies.clock.sleep(delay, options.signal);
  }
}

async function* streamAttempt(
  http: Http,
  access: ProviderAccess,
  call: ProviderCall,
  target: { readonly baseUrl: string; readonly signal: AbortSignal },
): AsyncGenerator<StreamEvent> {
  const { adapter, definition } = access;
  const request = adapter.encode({
    ...call,
    turns: withContinuation(call.turns),
    bodyDefaults: definition.bodyDefaults ?? {},
    ...(definition.bodyOrder !== undefined && { bodyOrder: definition.bodyOrder }),
    modelFields: definition.modelFields?.[call.modelId] ?? {},
  });
  const response = await sendToProvider(http, access, request, target);
  yield* adapter.decode(response.frames(adapter.framing), definition);
}

function withContinuation(turns: ModelCall['turns']): ModelCall['turns'] {
  if (turns.at(-1)?.role !== 'assistant') return turns;
  return [...turns, { role: 'user', text: CONTINUATION, files: [] }];
}

function isVisible(event: StreamEvent): boolean {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-input-delta':
    case 'source':
      return true;
    case 'response-start':
    case 'model-switch':
    case 'part-end':
    case 'usage':
    case 'finish':
    case 'error':
      return false;
  }
}
