import { setTimeout as pause } from 'node:timers/promises';
import { FailureError, toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';

/** Decides when conversations are saved; one that cannot be saved is tried again until it can. */
export interface Saver {
  /** Saves within `delayMs`; further requests until then are covered by it. One that failed waits for its next try. */
  readonly request: (id: ConversationId, delayMs: number) => void;
  readonly now: (id: ConversationId) => void;
  /** There is nothing left to save. */
  readonly forget: (id: ConversationId) => void;
  /** Saves these and everything requested now; rejects with the `storage-failed` of the first that cannot be. */
  readonly flush: (ids: Iterable<ConversationId>) => Promise<void>;
  /** Why saving fails at present. */
  readonly failure: () => Failure | null;
}

export interface SaverOptions {
  /**
   * Saves one conversation, or returns `false` where that is put off; throws when it cannot be done. `urgent`: it is not
   * enough that its journal has it.
   */
  readonly save: (id: ConversationId, urgent: boolean) => boolean;
  /** Told when saving begins to fail, and with `null` when it works again. */
  readonly report: (failure: Failure | null) => void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** Other programs (virus scanners, backups) hold a file for moments; at quit there is no later time. */
const FLUSH_RETRIES_MS = [50, 200, 500];

interface Request {
  readonly timer: NodeJS.Timeout;
  readonly due: number;
  readonly failures: number;
}

export function createSaver({ save, report }: SaverOptions): Saver {
  const requests = new Map<ConversationId, Request>();
  const failing = new Map<ConversationId, Failure>();

  function schedule(id: ConversationId, delayMs: number, failures: number): void {
    clearTimeout(requests.get(id)?.timer);
    const timer = setTimeout(() => run(id, false), delayMs);
    requests.set(id, { timer, due: performance.now() + delayMs, failures });
  }

  function run(id: ConversationId, urgent: boolean): void {
    const failures = requests.get(id)?.failures ?? 0;
    cancel(id);
    try {
      // One that was put off has not shown yet that saving works again.
      if (save(id, urgent)) note(id, null);
    } catch (error) {
      const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
      schedule(id, retryMs, urgent ? failures : failures + 1);
      note(id, toFailure(error));
    }
  }

  function note(id: ConversationId, failure: Failure | null): void {
    const before = current();
    if (failure === null) failing.delete(id);
    else failing.set(id, failure);
    const after = current();
    if (before?.message !== after?.message) report(after);
  }

  function current(): Failure | null {
    for (const failure of failing.values()) return failure;
    return null;
  }

  function cancel(id: ConversationId): void {
    clearTimeout(requests.get(id)?.timer);
    requests.delete(id);
  }

  return {
    request: (id, delayMs) => {
      const pending = requests.get(id);
      if (pending !== undefined && pending.failures > 0) return;
      if (pending !== undefined && pending.due <= performance.now() + delayMs) return;
      schedule(id, delayMs, 0);
    },
    now: (id) => run(id, true),
    forget: (id) => {
      cancel(id);
      note(id, null);
    },
    flush: async (ids) => {
      let left = new Set([...ids, ...requests.keys()]);
      for (const delayMs of [0, ...FLUSH_RETRIES_MS]) {
        if (left.size === 0) return;
        if (delayMs > 0) await pause(delayMs);
        for (const id of left) run(id, true);
        left = new Set([...left].filter((id) => failing.has(id)));
      }
      for (const id of left) {
        const failure = failing.get(id);
        if (failure !== undefined) throw new FailureError(failure);
      }
    },
    failure: current,
  };
}
