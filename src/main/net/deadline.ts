/**
 * Limits consecutive waits, thousands per second, with one timer that is moved instead of replaced. Each wait has its own
 * time; none passes between two waits.
 */
export interface Deadline {
  /** Starts a wait of at most this many milliseconds, or gives the current wait this many from now. */
  readonly begin: (milliseconds: number) => void;
  readonly end: () => void;
  readonly isWaiting: () => boolean;
  /** Leaves no timer behind. */
  readonly close: () => void;
}

/** `expire` is called once for a wait that lasts too long. */
export function createDeadline(expire: () => void): Deadline {
  let due = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let firesAt = Number.POSITIVE_INFINITY;

  function begin(milliseconds: number): void {
    const now = performance.now();
    due = now + milliseconds;
    // A timer that fires too early looks again; only one that would fire too late is replaced.
    if (firesAt > due) arm(now);
  }

  function arm(now: number): void {
    clearTimeout(timer);
    firesAt = due;
    timer = setTimeout(fire, due - now);
  }

  function fire(): void {
    timer = undefined;
    firesAt = Number.POSITIVE_INFINITY;
    if (due === Number.POSITIVE_INFINITY) return;
    const now = performance.now();
    if (now < due) arm(now);
    // A process that was busy or asleep finds its timers due before it reads what the socket holds: one more look at it.
    else setImmediate(expireIfStillDue, due);
  }

  function expireIfStillDue(then: number): void {
    if (due !== then) return;
    due = Number.POSITIVE_INFINITY;
    expire();
  }

  return {
    begin,
    end: () => {
      due = Number.POSITIVE_INFINITY;
    },
    isWaiting: () => due !== Number.POSITIVE_INFINITY,
    close: () => {
      clearTimeout(timer);
      due = Number.POSITIVE_INFINITY;
      firesAt = Number.POSITIVE_INFINITY;
    },
  };
}
