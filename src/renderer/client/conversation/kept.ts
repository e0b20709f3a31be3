/** Values by key, each made when it is first asked for. All that are in use are kept, and the last used of the others. */
export interface Kept<Key, Value> {
  readonly find: (key: Key) => Value | undefined;
  readonly get: (key: Key) => Value;
  /** Keeps the value until the returned function is called, which does nothing a second time. */
  readonly use: (key: Key) => () => void;
  readonly isUsed: (key: Key) => boolean;
  readonly forget: (key: Key) => void;
}

/** `limit`: how many are kept that nobody uses. */
export function createKept<Key, Value>(limit: number, make: (key: Key) => Value): Kept<Key, Value> {
  /** In order of use, the most recent last. */
  const values = new Map<Key, Value>();
  const users = new Map<Key, number>();

  const isUsed = (key: Key): boolean => users.has(key);

  function touch(key: Key): Value {
    const value = values.get(key) ?? make(key);
    values.delete(key);
    values.set(key, value);
    let unused = [...values.keys()].filter((each) => !isUsed(each)).length;
    for (const each of values.keys()) {
      if (unused <= limit) break;
      if (isUsed(each)) continue;
      values.delete(each);
      unused -= 1;
    }
    return value;
  }

  function use(key: Key): () => void {
    users.set(key, (users.get(key) ?? 0) + 1);
    touch(key);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (users.get(key) ?? 0) - 1;
      if (left > 0) users.set(key, left);
      else users.delete(key);
      if (left === 0 && values.has(key)) touch(key);
    };
  }

  return {
    find: (key) => values.get(key),
    get: (key) => values.get(key) ?? touch(key),
    use,
    isUsed,
    forget: (key) => values.delete(key),
  };
}
