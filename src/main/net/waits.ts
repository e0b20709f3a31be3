/** Everything that waits for the network now. */
export interface Waits {
  /** `shorten` gives what waits this many milliseconds from now, if it had more. Returns its undo. */
  readonly join: (shorten: (milliseconds: number) => void) => () => void;
  readonly shorten: (milliseconds: number) => void;
}

export function createWaits(): Waits {
  const waiting = new Set<(milliseconds: number) => void>();
  return {
    join: (shorten) => {
      waiting.add(shorten);
      return () => void waiting.delete(shorten);
    },
    shorten: (milliseconds) => {
      for (const shorten of waiting) shorten(milliseconds);
    },
  };
}
