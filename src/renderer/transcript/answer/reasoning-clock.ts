/** How long the reasoning of answers took that this window watches, by message and part: known before the whole answer is measured. */
const clocks = new Map<string, { readonly startedAt: number; readonly endedAt?: number }>();

/** Notes that the reasoning goes on, or that it has ended. */
export function tickReasoning(clock: string, isGrowing: boolean): void {
  const known = clocks.get(clock);
  if (isGrowing) clocks.set(clock, { startedAt: known?.startedAt ?? Date.now() });
  else if (known !== undefined && known.endedAt === undefined) {
    clocks.set(clock, { ...known, endedAt: Date.now() });
  }
}

/** Whole seconds; `undefined` where nobody watched. */
export function reasoningSeconds(clock: string): number | undefined {
  const known = clocks.get(clock);
  if (known?.endedAt === undefined) return undefined;
  return Math.max(1, Math.round((known.endedAt - known.startedAt) / 1000));
}
