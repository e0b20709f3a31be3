import type { StreamEvent } from '#shared/conversation/stream-event.ts';

/** Collects the events of one answer into batches. */
export interface EventBatch {
  readonly add: (event: StreamEvent) => void;
  /** Commits what is pending, now. */
  readonly flush: () => void;
}

/** One frame of a 60 Hz screen. */
const BATCH_MS = 16;

/**
 * Batches of at most 16 ms, in the order of arrival, with adjacent deltas of the same part merged. The first delta
 * after a pause is committed at once, so batching never delays a first token; anything but a delta is committed at
 * once together with the deltas before it. `commit` is never called with nothing.
 */
export function createEventBatch(commit: (events: readonly StreamEvent[]) => void): EventBatch {
  let pending: StreamEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  return { add, flush };

  function add(event: StreamEvent): void {
    const last = pending.at(-1);
    const merged = last === undefined ? null : mergeDeltas(last, event);
    if (merged === null) pending.push(event);
    else pending[pending.length - 1] = merged;
    if (timer === null || !isDelta(event)) flush();
    timer ??= setTimeout(endWindow, BATCH_MS);
  }

  function endWindow(): void {
    timer = null;
    if (pending.length === 0) return;
    timer = setTimeout(endWindow, BATCH_MS);
    flush();
  }

  function flush(): void {
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    commit(events);
  }
}

type DeltaEvent = Extract<StreamEvent, { delta: string }>;

function isDelta(event: StreamEvent): event is DeltaEvent {
  return 'delta' in event;
}

/** Both as one event, or `null` when they are not pieces of the same part. */
function mergeDeltas(first: StreamEvent, second: StreamEvent): StreamEvent | null {
  if (!isDelta(first) || !isDelta(second)) return null;
  if (first.type !== second.type || first.index !== second.index) return null;
  return { ...first, delta: first.delta + second.delta };
}
