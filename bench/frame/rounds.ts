/** What one run of a candidate measured, by name. */
export type Measures<Name extends string = string> = Readonly<Record<Name, number>>;

/**
 * Runs all candidates `rounds` times, one after the other within a round, so that whatever else the computer does meets
 * them alike; every other round runs backwards. Resolves with the median of each measure.
 */
export async function inRounds<Candidate extends string, Measure extends string>(
  rounds: number,
  candidates: Readonly<Record<Candidate, () => Measures<Measure> | Promise<Measures<Measure>>>>,
): Promise<Readonly<Record<Candidate, Measures<Measure>>>> {
  const names = Object.keys(candidates) as Candidate[];
  const runs = new Map<Candidate, Measures<Measure>[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      runs.get(name)?.push(await candidates[name]());
    }
  }
  const medians = names.map((name) => [name, mediansOf(runs.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Candidate, Measures<Measure>>;
}

/** Of an even number of values the upper one of the two in the middle; `NaN` of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that at least this share of all values does not exceed; `NaN` of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** In milliseconds. */
export function timed<Value>(action: () => Value): {
  readonly milliseconds: number;
  readonly value: Value;
} {
  const start = performance.now();
  const value = action();
  return { milliseconds: performance.now() - start, value };
}

function mediansOf<Measure extends string>(runs: readonly Measures<Measure>[]): Measures<Measure> {
  const measures = Object.keys(runs[0] ?? {}) as Measure[];
  return Object.fromEntries(
    measures.map((measure) => [measure, median(runs.map((run) => run[measure]))]),
  ) as Measures<Measure>;
}
