/* oxlint-disable unicorn/consistent-function-scoping -- what runs inside a page is one function with everything in it */
/** Carries what structured clone carries as text: the protocol's calls between Node and a page take only strings. */
export interface Wire {
  /** Throws what Electron throws for a value that cannot be cloned. */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Self-contained on purpose: its source text is also run inside the page.
 * Every object is a row of a table, so that cycles and shared references survive.
 */
export function createWire(): Wire {
  type Cell = null | string | boolean | number | readonly unknown[];

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let start = 0; start < bytes.length; start += 8192) {
      text += String.fromCharCode(...bytes.subarray(start, start + 8192));
    }
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
  }

  function encode(value: unknown): string {
    let cloned: unknown;
    try {
      cloned = structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    const rows: Cell[] = [];
    const indexes = new Map<object, number>();
    const put = (item: unknown): Cell => {
      switch (typeof item) {
        case 'string':
        case 'boolean':
          return item;
        case 'number':
          return Number.isFinite(item) && !Object.is(item, -0)
            ? item
            : ['number', Object.is(item, -0) ? '-0' : String(item)];
        case 'undefined':
          return ['undefined'];
        case 'bigint':
          return ['bigint', String(item)];
        case 'object':
          return item === null ? null : ['row', putObject(item)];
        case 'symbol':
        case 'function':
          throw new Error('An object could not be cloned.');
      }
    };
    const putObject = (item: object): number => {
      const known = indexes.get(item);
      if (known !== undefined) return known;
      const index = rows.push(null) - 1;
      indexes.set(item, index);
      rows[index] = describe(item, put);
      return index;
    };
    const root = put(cloned);
    return JSON.stringify([root, rows]);
  }

  function describe(item: object, put: (item: unknown) => Cell): Cell {
    if (Array.isArray(item)) return ['Array', item.length, Object.entries(item).map(pair(put))];
    if (item instanceof Date) return ['Date', put(item.getTime())];
    if (item instanceof RegExp) return ['RegExp', item.source, item.flags];
    if (item instanceof Map) return ['Map', [...item].map(([key, held]) => [put(key), put(held)])];
    if (item instanceof Set) return ['Set', [...item].map((held) => put(held))];
    if (item instanceof ArrayBuffer) return ['ArrayBuffer', toBase64(new Uint8Array(item))];
    if (ArrayBuffer.isView(item)) {
      const length = 'length' in item ? item.length : item.byteLength;
      return ['View', item.constructor.name, put(item.buffer), item.byteOffset, length];
    }
    if (item instanceof Error) return ['Error', item.name, item.message, item.stack ?? ''];
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new Error('An object could not be cloned.');
    }
    return ['Object', Object.entries(item).map(pair(put))];
  }

  function pair(put: (item: unknown) => Cell): (entry: [string, unknown]) => readonly unknown[] {
    return ([key, held]) => [key, put(held)];
  }

  function decode(text: string): unknown {
    const [root, rows] = JSON.parse(text) as [Cell, readonly (readonly unknown[])[]];
    const made = new Map<number, object>();
    const take = (cell: unknown): unknown => {
      if (!Array.isArray(cell)) return cell;
      const [kind, held] = cell as [string, string | number];
      if (kind === 'row') return takeRow(Number(held));
      if (kind === 'number') return Number(held);
      return kind === 'bigint' ? BigInt(held) : undefined;
    };
    const takeRow = (index: number): object => {
      const known = made.get(index);
      if (known !== undefined) return known;
      const [kind, ...fields] = rows[index] as [string, ...unknown[]];
      const { object, fill } = rebuild(kind, fields, take);
      made.set(index, object);
      fill();
      return object;
    };
    return take(root);
  }

  function rebuild(
    kind: string,
    fields: readonly unknown[],
    take: (cell: unknown) => unknown,
  ): { readonly object: object; readonly fill: () => void } {
    const [first, second] = fields;
    const done = (object: object) => ({ object, fill: () => undefined });
    const entries = (list: unknown) => list as readonly (readonly [unknown, unknown])[];
    switch (kind) {
      case 'Array':
      case 'Object': {
        const object: object = kind === 'Array' ? Object.assign([], { length: Number(first) }) : {};
        const fill = () => {
          for (const [key, cell] of entries(kind === 'Array' ? second : first)) {
            Object.defineProperty(object, String(key), {
              value: take(cell),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          }
        };
        return { object, fill };
      }
      case 'Map': {
        const map = new Map();
        const fill = () => entries(first).forEach(([key, held]) => map.set(take(key), take(held)));
        return { object: map, fill };
      }
      case 'Set': {
        const set = new Set();
        const fill = () => (first as readonly unknown[]).forEach((held) => set.add(take(held)));
        return { object: set, fill };
      }
      case 'Date':
        return done(new Date(Number(take(first))));
      case 'RegExp':
        return done(new RegExp(String(first), String(second)));
      case 'ArrayBuffer':
        return done(fromBase64(String(first)).buffer);
      case 'View': {
        const View = (globalThis as unknown as Record<string, Uint8ArrayConstructor | undefined>)[
          String(first)
        ];
        const buffer = take(second) as ArrayBuffer;
        return done(new (View ?? Uint8Array)(buffer, Number(fields[2]), Number(fields[3])));
      }
      default: {
        const error = Object.assign(new Error(String(second)), { stack: String(fields[2]) });
        if (error.name !== first) Object.defineProperty(error, 'name', { value: first });
        return done(error);
      }
    }
  }

  return { encode, decode };
}
