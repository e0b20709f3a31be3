/**
 * Limits waits that follow one another, thousands in a second, with one timer: it is moved, not set anew. Each wait has
 * its own time; between two of them none passes.
 */
export interface Deadline {
  /** A wait of at most this many milliseconds begins; one that is going on has this many from now. */
  readonly begin: (milliseconds: number) => void;
  readonly end: () => void;
  readonly isWaiting: () => boolean;
  /** No timer is left behind. */
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
    // One that fires too soon looks again; only one that would fire too late is replaced.
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
