/** Time, handed in so that tests own it. */
export interface Clock {
  /** Milliseconds since the epoch. May jump when a person sets the system's clock. */
  readonly now: () => number;
  /** Milliseconds since some fixed moment; never runs backwards, so durations are differences of it. */
  readonly elapsed: () => number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(finish, ms);
      signal.addEventListener('abort', finish, { once: true });
      if (signal.aborted) finish();

      function finish(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve();
      }
    }),
};
