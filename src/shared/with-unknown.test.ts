import { expect, test } from 'vitest';
import { z } from 'zod';
import { withUnknown } from './with-unknown.ts';

const schema = z.object({
  name: z.string(),
  kind: z.enum(['a', 'b']).catch('a'),
  rows: z.array(z.object({ id: z.number() })),
});

test('fields that the schema does not know stay, at every depth, and a value that fell back stays fallen', () => {
  const raw = JSON.parse(
    '{"name":"n","kind":"c","rows":[{"id":1,"new":{"x":[1]}},{"id":2}],"later":true,"__proto__":{"y":1}}',
  ) as object;
  const merged = withUnknown(raw, schema.parse(raw));
  expect(JSON.parse(JSON.stringify(merged))).toEqual({ ...raw, kind: 'a' });
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
});

test('what has no such field is the parsed value itself', () => {
  const raw = { name: 'n', kind: 'a', rows: [{ id: 1 }] };
  const parsed = schema.parse(raw);
  expect(withUnknown(raw, parsed)).toBe(parsed);
});
