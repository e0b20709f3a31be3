import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface Stretch {
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** So many are remembered when their messages are out of view; older ones are told by their measured time. */
const REMEMBERED = 100;

/** How long the reasoning of answers took that this window watches, by message and part: known before the answer is measured. */
const stretches = createStore<ReadonlyMap<string, Stretch>>(() => new Map());

/** Whole seconds that a part was reasoned; `undefined` while it grows, and where nobody watched. */
export function useReasoningClock(part: string, isGrowing: boolean): number | undefined {
  useEffect(() => {
    const known = stretches.getState().get(part);
    if (isGrowing) remember(part, { startedAt: known?.startedAt ?? Date.now() });
    else if (known !== undefined && known.endedAt === undefined) {
      remember(part, { ...known, endedAt: Date.now() });
    }
  }, [part, isGrowing]);
  return useStore(stretches, (state) => secondsOf(state.get(part)));
}

function remember(part: string, stretch: Stretch): void {
  const next = new Map(stretches.getState()).set(part, stretch);
  const oldest = next.keys().next().value;
  if (next.size > REMEMBERED && oldest !== undefined) next.delete(oldest);
  stretches.setState(next, true);
}

function secondsOf(stretch: Stretch | undefined): number | undefined {
  if (stretch?.endedAt === undefined) return undefined;
  return Math.max(1, Math.round((stretch.endedAt - stretch.startedAt) / 1000));
}
