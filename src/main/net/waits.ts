/** Everything that is waiting for the network. */
export interface Waits {
  /** `shorten` is called to limit a wait to this many milliseconds from now. Returns a function that unregisters it. */
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
