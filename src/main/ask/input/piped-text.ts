import type { Readable } from 'node:stream';

/** An input stream as `process.stdin` is one. */
export interface PipedInput extends Readable {
  readonly isTTY?: boolean | undefined;
}

export interface PipedTextOptions {
  /**
   * How long to wait for the first byte or the end, in milliseconds. A program that starts this one may leave the
   * input open without ever writing to it, which cannot be told from a slow pipe.
   */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Everything that is piped in; empty at a terminal, and `null` when nothing came in time.
 * Rejects with the signal's reason as soon as it aborts, and leaves the input paused.
 */
export function readPipedText(
  input: PipedInput,
  { patienceMs, signal }: PipedTextOptions,
): Promise<string | null> {
  if (input.isTTY === true) return Promise.resolve('');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const timer =
      patienceMs === Number.POSITIVE_INFINITY ? null : setTimeout(settle, patienceMs, null);
    input.on('data', collect).once('end', finish).once('error', fail);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();

    function collect(chunk: Buffer | string): void {
      clearTimer();
      chunks.push(Buffer.from(chunk));
    }

    function finish(): void {
      settle(Buffer.concat(chunks).toString('utf8'));
    }

    function abort(): void {
      fail(signal.reason as Error);
    }

    function fail(error: Error): void {
      release();
      reject(error);
    }

    function settle(text: string | null): void {
      release();
      resolve(text);
    }

    function release(): void {
      clearTimer();
      input.off('data', collect).off('end', finish).off('error', fail).pause();
      signal.removeEventListener('abort', abort);
    }

    function clearTimer(): void {
      if (timer !== null) clearTimeout(timer);
    }
  });
}
