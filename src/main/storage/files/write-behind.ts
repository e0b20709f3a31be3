import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';

/** Writes a state a while after it has changed, and again until that has succeeded. */
export interface WriteBehind {
  /** What is not on disk yet is written within `delayMs`. */
  readonly changed: () => void;
  /** Writes at once what is not on disk yet. Throws what the write throws; it stays due and is tried again. */
  readonly flush: () => void;
}

export interface WriteBehindOptions {
  /** Writes the state as it is; throws when it cannot. */
  readonly write: () => void;
  /** Told when writing begins to fail, and with `null` when it works again. */
  readonly report: (failure: Failure | null) => void;
  /** How long changes are gathered, in milliseconds. */
  readonly delayMs: number;
  /** How long after a failed write the next try is, in milliseconds; each further wait is twice as long. */
  readonly firstRetryMs?: number;
}

const LONGEST_RETRY_MS = 30_000;

export function createWriteBehind(options: WriteBehindOptions): WriteBehind {
  const { write, report, delayMs, firstRetryMs = 1000 } = options;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  function schedule(delay: number): void {
    timer ??= setTimeout(tryAgain, delay);
    // What is still due when the app ends is flushed.
    timer.unref();
  }

  function tryAgain(): void {
    try {
      flush();
    } catch {
      // It was reported, and is due again.
    }
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isDue) return;
    try {
      write();
    } catch (error) {
      schedule(Math.min(firstRetryMs * 2 ** failures, LONGEST_RETRY_MS));
      failures += 1;
      if (failures === 1) report(toFailure(error));
      throw error;
    }
    isDue = false;
    if (failures > 0) report(null);
    failures = 0;
  }

  return {
    changed: () => {
      isDue = true;
      schedule(delayMs);
    },
    flush,
  };
}
