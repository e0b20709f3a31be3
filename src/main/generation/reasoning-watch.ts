import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Clock } from '../provider/call/clock.ts';

/** Measures how long the reasoning of one answer takes. */
export interface ReasoningWatch {
  readonly see: (event: StreamEvent) => void;
  /** What was measured so far; nothing for an answer that did not reason. */
  readonly measured: () => { readonly reasoningMs?: number };
}

/** Reasoning lasts from its first word to the first of anything else; several stretches add up. */
export function createReasoningWatch(clock: Pick<Clock, 'elapsed'>): ReasoningWatch {
  let before: number | undefined;
  let since: number | undefined;

  function pause(): void {
    if (since === undefined) return;
    before = (before ?? 0) + clock.elapsed() - since;
    since = undefined;
  }

  return {
    see: (event) => {
      switch (event.type) {
        case 'reasoning-delta':
          since ??= clock.elapsed();
          return;
        case 'text-delta':
        case 'tool-input-delta':
        case 'source':
        case 'finish':
        case 'error':
          return pause();
        case 'response-start':
        case 'model-switch':
        case 'part-end':
        case 'usage':
      }
    },
    measured: () => {
      pause();
      return before === undefined ? {} : { reasoningMs: before };
    },
  };
}
