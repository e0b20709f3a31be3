import { call } from '../bridge.ts';

/** What this page is telling main of what a person wrote; the app does not end before it has arrived. */
const telling = new Set<Promise<unknown>>();

/** Returns the same promise. */
export function tellBeforeEnd<Told>(told: Promise<Told>): Promise<Told> {
  telling.add(told);
  const forget = () => void telling.delete(told);
  told.then(forget, forget);
  return told;
}

/** Answers main, which waits for it, once all of that has arrived or failed. */
export async function handOver(handOverId: string): Promise<void> {
  await Promise.allSettled(telling);
  await call('page.hand-over', { handOverId });
}
