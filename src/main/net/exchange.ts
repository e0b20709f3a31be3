import { FailureError } from '#shared/failure.ts';
import { createDeadline } from './deadline.ts';
import type { BodyWatch, RawResponse } from './dispatch.ts';
import { failureAbout, transportFailure } from './failures.ts';
import type { Phase } from './failures.ts';
import type { Waits } from './waits.ts';

/** One request and its response. Whatever ends it (reader, signal, clock, error), the socket is closed and no timer is left. */
export interface Exchange {
  /** Only for the dispatcher. */
  readonly signal: AbortSignal;
  /** The response head, within the time for a first byte. */
  readonly head: (response: Promise<RawResponse>) => Promise<RawResponse>;
  /** Limits each wait for a piece of the body; the time that its reader takes is not limited. */
  readonly watch: BodyWatch;
  /**
   * The output of `cut` for the body, as it arrives; never empty. However reading ends, the exchange is closed: at
   * once, or half a second after its reader left, unless the body has ended by then. Errors
   * become failures or the signal's reason; they come after everything that was cut before.
   */
  readonly read: <Item>(
    chunks: AsyncIterable<Uint8Array>,
    cut: BodyCut<Item>,
  ) => AsyncIterable<readonly Item[]>;
  /** Waits at most this many milliseconds for the rest of the body; calling it again restarts the time. */
  readonly endWithin: (milliseconds: number) => void;
  readonly close: () => void;
}

export interface BodyCut<Item> {
  readonly add: (chunk: Uint8Array) => readonly Item[];
  /** What the clean end of the body completes. */
  readonly end: () => readonly Item[];
}

/** Created once: a separate reason for each answer would cost a stack trace. */
const OVER = new Error('the exchange is over');

/** The rest after an end marker is one packet away; do not wait for a server that holds its connection open. */
const LINGER_MS = 500;

interface Limits {
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly waits: Waits;
}

export function createExchange(host: string, caller: AbortSignal, limits: Limits): Exchange {
  const controller = new AbortController();
  const limit = createWaitLimit(limits, (phase, silence) => {
    controller.abort(timedOut(host, phase, silence));
  });
  const abort = (): void => controller.abort(caller.reason);
  if (caller.aborted) abort();
  else caller.addEventListener('abort', abort, { once: true });

  function close(): void {
    caller.removeEventListener('abort', abort);
    limit.close();
    controller.abort(OVER);
  }

  /** The reader has everything it needs. If the body ends in time, its connection serves the next request. */
  function linger(): void {
    limit.close();
    if (controller.signal.aborted) close();
    else setTimeout(close, LINGER_MS).unref();
  }

  /** The error to throw: the caller's own reason, our own timeout, or what the transport says. */
  function explain(error: unknown, phase: Phase): unknown {
    if (caller.aborted) return caller.reason;
    const { reason } = controller.signal;
    return reason instanceof FailureError ? reason : transportFailure(error, host, phase);
  }

  return {
    signal: controller.signal,
    async head(response) {
      limit.begin('request', limits.firstByteMs);
      try {
        const head = await response;
        limit.end();
        return head;
      } catch (error) {
        const explained = explain(error, 'request');
        close();
        throw explained;
      }
    },
    watch: {
      begin: (hasBegun) => limit.begin('response', hasBegun ? limits.idleMs : limits.firstByteMs),
      end: limit.end,
    },
    async *read(chunks, cut) {
      let isLeft = true;
      try {
        for await (const chunk of chunks) {
          const items = cut.add(chunk);
          if (items.length > 0) yield items;
        }
        const rest = cut.end();
        if (rest.length > 0) yield rest;
        isLeft = false;
      } catch (error) {
        isLeft = false;
        throw explain(error, 'response');
      } finally {
        if (isLeft) linger();
        else close();
      }
    },
    endWithin: limit.endWithin,
    close,
  };
}

/** How long a wait lasted, and whether the computer slept meanwhile. */
interface Silence {
  readonly wait: number;
  readonly hasSlept: boolean;
}

/** The waits of one exchange, one after the other; `expire` is called for one that lasts too long. */
function createWaitLimit({ waits }: Limits, expire: (phase: Phase, silence: Silence) => void) {
  let phase: Phase = 'request';
  let wait = 0;
  let hasSlept = false;
  let lastMoment = Infinity;
  const deadline = createDeadline(() => expire(phase, { wait, hasSlept }));
  const leave = waits.join((milliseconds) => {
    if (!deadline.isWaiting() || milliseconds >= wait) return;
    hasSlept = true;
    deadline.begin(milliseconds);
  });

  return {
    begin: (nextPhase: Phase, milliseconds: number): void => {
      phase = nextPhase;
      wait = milliseconds;
      hasSlept = false;
      deadline.begin(Math.min(wait, Math.max(0, lastMoment - performance.now())));
    },
    end: deadline.end,
    endWithin: (milliseconds: number): void => {
      lastMoment = performance.now() + milliseconds;
    },
    close: (): void => {
      leave();
      deadline.close();
    },
  };
}

/**
 * A server that accepted the request and stays silent may be doing work that is charged for, so there is no automatic
 * retry, unless the computer was asleep.
 */
function timedOut(host: string, phase: Phase, { wait, hasSlept }: Silence): FailureError {
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
