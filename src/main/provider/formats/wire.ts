import { z } from 'zod';

/** Fields of wire schemas: a service may leave a field out, or send `null` for it; both read as `undefined`. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
/** A count. Invalid counts (-1 for "unknown", a text) become `undefined` and never lose the answer. */
export const optionalCount = z
  .unknown()
  .optional()
  .transform((count) =>
    typeof count === 'number' && count >= 0 && Number.isFinite(count) ? count : undefined,
  );

/** The JSON value of a text; `undefined`, which no JSON text means, when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
