/** Values that no field of a wire format is meant to have, among those that it may have. */
const odd: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  'text',
  0,
  -1,
  0.5,
  Number.POSITIVE_INFINITY,
  [],
  [null],
  ['text'],
  [{}],
  {},
  { text: 1, name: null, url: [] },
];

/** The value with each of its parts, one after the other, left out or replaced by each odd value. */
export function* mutationsOf(value: unknown): Generator {
  yield value;
  yield* odd;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      for (const mutation of mutationsOf(element)) yield value.with(index, mutation);
      yield value.toSpliced(index, 1);
    }
    return;
  }
  for (const [key, element] of Object.entries(value)) {
    for (const mutation of mutationsOf(element)) yield { ...value, [key]: mutation };
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
  }
}
