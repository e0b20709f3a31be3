import { z } from 'zod';
import { withUnknown } from './with-unknown.ts';

export interface Rows<Row> {
  readonly understood: readonly Row[];
  /** As they were found. */
  readonly others: readonly unknown[];
}

/**
 * A stored list row by row: one that this version does not understand (of a newer one, damaged, or beyond `most`) costs
 * itself alone, never the list. What is no list at all is one such row.
 */
export function splitRows<Row>(value: unknown, row: z.ZodType<Row>, most = Infinity): Rows<Row> {
  if (value === undefined) return { understood: [], others: [] };
  const understood: Row[] = [];
  const others: unknown[] = [];
  for (const found of Array.isArray(value) ? value : [value]) {
    const parsed = row.safeParse(found);
    if (parsed.success && understood.length < most)
      understood.push(withUnknown(found, parsed.data));
    else others.push(found);
  }
  return { understood, others };
}

/** The schema of the rows of a stored list that this version understands. Never fails. */
export function rowsOf<Row>(row: z.ZodType<Row>, most = Infinity) {
  return z
    .unknown()
    .optional()
    .transform((value): Row[] => [...splitRows(value, row, most).understood]);
}
