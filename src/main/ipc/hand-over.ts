import { randomUUID } from 'node:crypto';
import type { AppEvent } from '#shared/contract.ts';

/** Waits for the last words of the pages before the app ends. */
export interface HandOver {
  /** Asks every page; resolves when each has told what it had to, or after a moment. Never rejects. */
  readonly ask: () => Promise<void>;
  /** A page has answered. */
  readonly received: (handOverId: string) => void;
}

export interface HandOverOptions {
  /** How many pages there are to be asked. */
  readonly pages: () => number;
  readonly tell: (event: AppEvent) => void;
  /** How long a page may take that hangs or has not loaded, in milliseconds. */
  readonly timeoutMs?: number;
}

export function createHandOver({ pages, tell, timeoutMs = 1000 }: HandOverOptions): HandOver {
  const waiting = new Map<string, () => void>();

  return {
    ask: async () => {
      let left = pages();
      if (left === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const handOverId = randomUUID();
      const timer = setTimeout(resolve, timeoutMs);
      waiting.set(handOverId, () => {
        left -= 1;
        if (left === 0) resolve();
      });
      tell({ type: 'hand-over-asked', handOverId });
      await promise;
      clearTimeout(timer);
      waiting.delete(handOverId);
    },
    received: (handOverId) => waiting.get(handOverId)?.(),
  };
}
