/**
 * What was parsed with the fields that its schema does not know, at every depth: a file that another version of the same
 * format wrote loses nothing by being read and written. `raw` is JSON; `parsed` came from it. Costs a copy of those
 * objects alone that have such fields.
 */
export function withUnknown<Value>(raw: unknown, parsed: Value): Value {
  return merge(raw, parsed) as Value;
}

function merge(raw: unknown, parsed: unknown): unknown {
  if (Array.isArray(raw) && Array.isArray(parsed)) {
    if (raw.length !== parsed.length) return parsed;
    const merged = parsed.map((value, position) => merge(raw[position], value));
    return merged.some((value, position) => value !== parsed[position]) ? merged : parsed;
  }
  if (!isRecord(raw) || !isRecord(parsed)) return parsed;
  let changed = false;
  const entries = Object.entries(raw).map(([key, value]): [string, unknown] => {
    const known = Object.hasOwn(parsed, key) ? merge(value, parsed[key]) : value;
    changed ||= !Object.hasOwn(parsed, key) || known !== parsed[key];
    return [key, known];
  });
  // Made from entries: a key such as `__proto__` stays a key.
  return changed ? Object.fromEntries([...Object.entries(parsed), ...entries]) : parsed;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
