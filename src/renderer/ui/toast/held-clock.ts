/** What can hold a clock at the same time. */
type Holder = 'pointer' | 'focus';

/** A clock that stands while anything holds it, and begins anew when nothing does any more. */
export interface HeldClock {
  /** Returns its end. */
  readonly start: () => () => void;
  readonly hold: (by: Holder) => void;
  readonly release: (by: Holder) => void;
}

export function createHeldClock(durationMs: number, onEnd: () => void): HeldClock {
  const holders = new Set<Holder>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
  }

  function start(): void {
    stop();
    if (holders.size === 0) timer = setTimeout(onEnd, durationMs);
  }

  return {
    start: () => {
      start();
      return stop;
    },
    hold: (by) => {
      holders.add(by);
      stop();
    },
    release: (by) => {
      if (holders.delete(by)) start();
    },
  };
}
