import type { Dispatcher } from 'undici';

export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Iterate once. Everything received before an error comes before it; an abort ends it at once. */
  readonly body: (watch: BodyWatch) => AsyncIterable<Uint8Array>;
}

/** Notified when the reader of a body starts and stops waiting for its next piece. */
export interface BodyWatch {
  /** `hasBegun`: there was a piece before. */
  readonly begin: (hasBegun: boolean) => void;
  readonly end: () => void;
}

/** Bytes buffered for a slow reader: above the first the socket is paused, below the second it is read again. */
const HIGH_WATER = 256 * 1024;
const LOW_WATER = 64 * 1024;

/**
 * Sends one request and resolves with the head of its response. An abort rejects with the signal's reason and closes the
 * socket. undici's own body stream is not used: when the connection breaks, it drops what was received but not yet read.
 */
export function dispatchRequest(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<RawResponse> {
  const head = Promise.withResolvers<RawResponse>();
  let controller: Dispatcher.DispatchController | undefined;
  const body = createBodyQueue({
    pause: () => controller?.pause(),
    resume: () => controller?.resume(),
  });

  function abort(): void {
    head.reject(signal.reason);
    body.fail(signal.reason, { atOnce: true });
    controller?.abort(signal.reason);
  }

  function settle(): void {
    signal.removeEventListener('abort', abort);
  }

  if (signal.aborted) return Promise.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  dispatcher.dispatch(request, {
    onRequestStart(started) {
      controller = started;
      if (signal.aborted) started.abort(signal.reason);
    },
    onResponseStart(_, status, headers, statusText = '') {
      if (status >= 200) head.resolve({ status, statusText, headers, body: body.read });
    },
    onResponseData(_, chunk) {
      body.push(chunk);
    },
    onResponseEnd() {
      settle();
      body.end();
    },
    onResponseError(_, error) {
      settle();
      head.reject(error);
      body.fail(error, { atOnce: false });
    },
  });
  return head.promise;
}

interface BodyQueue {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (error: unknown, options: { readonly atOnce: boolean }) => void;
  readonly read: (watch: BodyWatch) => AsyncIterable<Uint8Array>;
}

function createBodyQueue(flow: {
  readonly pause: () => void;
  readonly resume: () => void;
}): BodyQueue {
  let queue: Uint8Array[] = [];
  let size = 0;
  let paused = false;
  let outcome: { readonly error?: unknown } | undefined;
  let wake: (() => void) | undefined;

  function push(chunk: Uint8Array): void {
    queue.push(chunk);
    size += chunk.length;
    if (size > HIGH_WATER && !paused) {
      paused = true;
      flow.pause();
    }
    wake?.();
  }

  function take(): Uint8Array | undefined {
    const chunk = queue.shift();
    size -= chunk?.length ?? 0;
    if (paused && size < LOW_WATER) {
      paused = false;
      flow.resume();
    }
    return chunk;
  }

  async function* read(watch: BodyWatch): AsyncGenerator<Uint8Array> {
    let hasBegun = false;
    while (true) {
      const chunk = take();
      if (chunk !== undefined) {
        hasBegun = true;
        yield chunk;
      } else if (outcome === undefined) {
        watch.begin(hasBegun);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        watch.end();
      } else if ('error' in outcome) throw outcome.error;
      else return;
    }
  }

  return {
    push,
    end() {
      outcome ??= {};
      wake?.();
    },
    fail(error, { atOnce }) {
      outcome ??= { error };
      if (atOnce) queue = [];
      wake?.();
    },
    read,
  };
}
