import { FailureError } from '#shared/failure.ts';
import type { RawResponse } from './dispatch.ts';
import { failureAbout, transportFailure } from './failures.ts';
import type { Phase } from './failures.ts';
import type { Waits } from './waits.ts';

/** One request and its response: whoever ends it first (reader, signal, clock, error), the socket is closed and all timers are gone. */
export interface Exchange {
  /** For the dispatcher alone. */
  readonly signal: AbortSignal;
  /** The response head, within the time for a first byte. */
  readonly head: (response: Promise<RawResponse>) => Promise<RawResponse>;
  /** The raw body; each wait for a piece is limited, the time that the reader takes is not. */
  readonly body: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** Passes items on and, however the reading ends, closes the exchange. Errors become failures or the signal's reason. */
  readonly read: <Item>(items: AsyncIterable<Item>) => AsyncIterable<Item>;
  readonly close: () => void;
}

export function createExchange(
  host: string,
  caller: AbortSignal,
  limits: { readonly firstByteMs: number; readonly idleMs: number; readonly waits: Waits },
): Exchange {
  const controller = new AbortController();
  const abort = (): void => controller.abort(caller.reason);
  if (caller.aborted) abort();
  else caller.addEventListener('abort', abort, { once: true });

  function close(): void {
    caller.removeEventListener('abort', abort);
    controller.abort();
  }

  /** The error to throw: the caller's own reason, our own timeout, or what the transport says. */
  function explain(error: unknown, phase: Phase): unknown {
    if (caller.aborted) return caller.reason;
    const { reason } = controller.signal;
    return reason instanceof FailureError ? reason : transportFailure(error, host, phase);
  }

  async function within<Result>(
    milliseconds: number,
    phase: Phase,
    result: Promise<Result>,
  ): Promise<Result> {
    let settled = false;
    // A process that was busy or asleep finds its timers due before it reads what the socket holds: one more look at it.
    const endIn = (wait: number, hasSlept = false): NodeJS.Timeout =>
      setTimeout(() => {
        setImmediate(() => {
          if (!settled) controller.abort(timedOut(host, phase, { wait, hasSlept }));
        });
      }, wait);
    let timer = endIn(milliseconds);
    const leave = limits.waits.join((wait) => {
      if (wait >= milliseconds) return;
      clearTimeout(timer);
      timer = endIn(wait, true);
    });
    try {
      return await result;
    } catch (error) {
      const explained = explain(error, phase);
      close();
      throw explained;
    } finally {
      settled = true;
      leave();
      clearTimeout(timer);
    }
  }

  return {
    signal: controller.signal,
    head: (response) => within(limits.firstByteMs, 'request', response),
    async *body(body) {
      const iterator = body[Symbol.asyncIterator]();
      let milliseconds = limits.firstByteMs;
      while (true) {
        const next = await within(milliseconds, 'response', iterator.next());
        if (next.done === true) return;
        milliseconds = limits.idleMs;
        yield next.value;
      }
    },
    async *read(items) {
      try {
        yield* items;
      } catch (error) {
        throw explain(error, 'response');
      } finally {
        close();
      }
    },
    close,
  };
}

/**
 * A server that took the request and says nothing may be at work on what is paid for: it is not asked again by itself,
 * unless it was the computer that slept.
 */
function timedOut(
  host: string,
  phase: Phase,
  { wait, hasSlept }: { readonly wait: number; readonly hasSlept: boolean },
): FailureError {
  return new FailureError(
    failureAbout(host, phase, {
      code: 'timed-out',
      reason: hasSlept
        ? 'it has sent nothing since this computer woke up'
        : `it sent nothing for ${Math.max(1, Math.round(wait / 1000))} s`,
      remedy: 'Try again; a slow model may need a longer timeout',
      retryable: hasSlept,
    }),
  );
}
