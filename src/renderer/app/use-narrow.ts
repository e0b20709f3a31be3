import { useSyncExternalStore } from 'react';

const narrow = globalThis.matchMedia('(max-width: 719px)');

/** Whether the window is too narrow for a sidebar beside the conversation. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow);
}

export function isNarrow(): boolean {
  return narrow.matches;
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
