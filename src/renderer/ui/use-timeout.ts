import { useEffect, useEffectEvent, useRef } from 'react';

/** Calls `onEnd` once after `durationMs`, unless it is unmounted before. `stop` holds the clock, `start` begins it anew. */
export function useTimeout(
  durationMs: number,
  onEnd: () => void,
): { readonly start: () => void; readonly stop: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    timer.current = setTimeout(() => end(), durationMs);
    return () => clearTimeout(timer.current);
  }, [durationMs]);
  return {
    start: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(onEnd, durationMs);
    },
    stop: () => clearTimeout(timer.current),
  };
}
