/** What decides whether the quick prompt goes on or begins anew. Times in milliseconds since the epoch. */
export interface LastUse {
  /** When it was on screen last. */
  readonly shownAt: number;
  /** When the conversation changed last. */
  readonly changedAt: number;
  /** An answer is still arriving: whoever asked for it comes back to read it. */
  readonly isRunning: boolean;
}

const MINUTE_MS = 60_000;

/** How long until the next opening begins a new conversation; 0: it does already. */
export function timeLeft(use: LastUse, newAfterMinutes: number, now: number): number {
  if (use.isRunning) return MINUTE_MS;
  const lastUsedAt = Math.max(use.shownAt, use.changedAt);
  // A clock that was set back makes nothing last longer than it should.
  const elapsed = Math.max(0, now - lastUsedAt);
  return Math.max(0, newAfterMinutes * MINUTE_MS - elapsed);
}
