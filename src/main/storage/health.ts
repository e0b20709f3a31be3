import type { Failure } from '#shared/failure.ts';

/** Whether what Parley keeps can be saved, from the parts that save. */
export interface StorageHealth {
  /** Why this part cannot save at present; `null`: it can. */
  readonly report: (part: string, failure: Failure | null) => void;
  /** The failure that has lasted longest. */
  readonly failure: () => Failure | null;
}

/** `tell` hears what there is to say to the person, once for each change of it. */
export function createStorageHealth(tell: (failure: Failure | null) => void): StorageHealth {
  const failing = new Map<string, Failure>();

  function failure(): Failure | null {
    for (const first of failing.values()) return first;
    return null;
  }

  return {
    report: (part, reported) => {
      const before = failure();
      if (reported === null) failing.delete(part);
      else failing.set(part, reported);
      const after = failure();
      if (before?.message !== after?.message) tell(after);
    },
    failure,
  };
}
