/** Something whose speed is measured. */
export interface Subject {
  /** One line for the list of subjects. */
  readonly about: string;
  /** Compared with packages of `bench/anchors`, which are installed first. */
  readonly needsAnchors?: true;
  readonly load: () => Promise<Measure>;
}

/**
 * The rows of a subject, each beside what it is compared with. Rejects when what was computed on the way is not what it
 * must be: figures of a wrong result count for nothing.
 */
export type Measure = (bench: Bench) => Promise<readonly Row[]>;

export interface Bench {
  /** Only tries whether everything works: sizes are tiny and the figures mean nothing. */
  readonly isTrial: boolean;
  /** Empty, and removed afterwards. */
  readonly folder: string;
  /** Tells the person who waits. */
  readonly note: (text: string) => void;
}

/** One figure. */
export interface Row {
  /** `subject: what`, the same from run to run. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is compared with, measured in the same rounds. */
  readonly anchor?: { readonly name: string; readonly value: number };
  /** Absent for a figure that is only told. */
  readonly target?: Target;
}

/** A bound of the figure itself, or of how many times the anchor's it is. */
export type Target =
  | { readonly of: 'value' | 'ratio'; readonly atMost: number }
  | { readonly of: 'value' | 'ratio'; readonly atLeast: number };

/** A row as it is reported. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly anchor: string | null;
  readonly anchorValue: number | null;
  /** The figure divided by the anchor's. */
  readonly ratio: number | null;
  readonly target: Target | null;
  /** `null` without a target. */
  readonly met: boolean | null;
}

/** Throws for a figure that is no number, and for a target of a ratio without an anchor. */
export function resultOf({ name, value, unit, anchor, target }: Row): Result {
  const ratio = anchor === undefined ? null : value / anchor.value;
  const bounded = target?.of === 'ratio' ? ratio : value;
  if (!Number.isFinite(value) || bounded === null || !Number.isFinite(ratio ?? 0)) {
    throw new Error(`${name}: there is no figure`);
  }
  return {
    name,
    value,
    unit,
    anchor: anchor?.name ?? null,
    anchorValue: anchor?.value ?? null,
    ratio,
    target: target ?? null,
    met: target === undefined ? null : isMet(target, bounded),
  };
}

function isMet(target: Target, value: number): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
