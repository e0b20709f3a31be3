/**
 * Reading the fields of wire values by hand, for what comes thousands of times a second: a schema costs several times what
 * parsing the JSON does.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** How many of something: a finite number, not below zero. */
export function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
}

/** Whether a field that a schema calls optional is absent or a text; `null` is for the schema to change. */
export function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

export function isNumberOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || Number.isFinite(value);
}

export function fieldsIn<Read>(value: unknown, read: (fields: Fields) => Read): Read | undefined {
  return isFields(value) ? read(value) : undefined;
}

/** `undefined` as soon as one of the elements is. */
export function listIn<Element>(
  value: unknown,
  read: (element: unknown) => Element | undefined,
): readonly Element[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const elements: Element[] = [];
  for (const one of value) {
    const element = read(one);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements;
}
