/** Steps that must not overlap. */
export interface Sequence {
  /** Runs `step` when all that were added before it have ended, however they ended. */
  readonly run: <Result>(step: () => Promise<Result>) => Promise<Result>;
  /** Resolves when everything added until now has ended. Never rejects. */
  readonly settled: () => Promise<void>;
}

export function createSequence(): Sequence {
  let last: Promise<void> = Promise.resolve();
  return {
    run: (step) => {
      const result = last.then(step);
      last = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    settled: () => last,
  };
}
