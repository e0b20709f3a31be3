import { expect, test } from 'vitest';
import { createWire } from './wire.ts';

const wire = createWire();
const roundTrip = (value: unknown): unknown => wire.decode(wire.encode(value));

test.each<[string, unknown]>([
  ['scalars', [null, true, 'text\u0000 ж 😀', 1.5, -0, NaN, -Infinity, undefined, 10n ** 30n]],
  ['dates', new Date(1_700_000_000_123)],
  ['an invalid date', new Date(NaN)],
  ['bytes', new Uint8Array(70_000).map((_byte, index) => index % 251)],
  ['numbers of other widths', new Float64Array([1.5, NaN, -0])],
  ['maps and sets', new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]])],
  ['expressions', /a(?<b>c)/giu],
  ['names that objects inherit', JSON.parse('{"__proto__":{"x":1},"constructor":2}')],
  ['nesting', { a: [{ b: { c: [1, [2, [3]]] } }] }],
])('%s survive', (_name, value) => {
  expect(roundTrip(value)).toEqual(value);
});

test('an array keeps its holes and its length', () => {
  const holes: unknown[] = [];
  holes[3] = 'x';
  const copy = roundTrip(holes) as unknown[];
  expect(copy).toHaveLength(4);
  expect(0 in copy).toBe(false);
});

test('cycles and shared references stay what they are', () => {
  const shared = { name: 'shared' };
  const value: Record<string, unknown> = { first: shared, second: shared };
  value['self'] = value;
  const copy = roundTrip(value) as Record<string, unknown>;
  expect(copy['self']).toBe(copy);
  expect(copy['first']).toBe(copy['second']);
});

test('two views of one buffer still share it', () => {
  const buffer = new ArrayBuffer(8);
  const copy = roundTrip([new Uint8Array(buffer, 2, 4), new DataView(buffer)]) as [
    Uint8Array,
    DataView,
  ];
  copy[0][0] = 7;
  expect(copy[1].getUint8(2)).toBe(7);
});

test('an error keeps its name and message', () => {
  const copy = roundTrip(new RangeError('too far')) as Error;
  expect(copy).toBeInstanceOf(Error);
  expect([copy.name, copy.message]).toEqual(['RangeError', 'too far']);
});

test('an instance of a class arrives as a plain object', () => {
  class Point {
    readonly x = 1;
  }
  expect(roundTrip(new Point())).toEqual({ x: 1 });
});

test.each<[string, unknown]>([
  ['a function', () => undefined],
  ['a symbol', Symbol('x')],
  ['a promise', Promise.resolve()],
])('%s is refused as Electron refuses it', (_name, value) => {
  expect(() => wire.encode({ value })).toThrow('An object could not be cloned.');
});
