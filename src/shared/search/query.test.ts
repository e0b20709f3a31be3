import { expect, test } from 'vitest';
import { isEmptyQuery, parseQuery } from './query.ts';

test('words and phrases are folded, the longest first, each once', () => {
  expect(parseQuery('Ёлка "Два  Слова" ёлка a').terms).toEqual(['два слова', 'елка', 'a']);
});

test('a phrase counts before its end is written', () => {
  expect(parseQuery('"two wor').terms).toEqual(['two wor']);
});

test('filters are no words', () => {
  const query = parseQuery(
    'role:me has:code has:image model:GPT after:2026-02 before:2026-11-21 x',
  );
  expect(query).toEqual({
    terms: ['x'],
    role: 'user',
    has: ['code', 'image'],
    model: 'gpt',
    after: new Date(2026, 1, 1).getTime(),
    before: new Date(2026, 10, 21).getTime(),
  });
});

test.each(['has:nothing', 'after:2026-02-31', 'role:nobody', 'https://example.com/a:b', 'note:'])(
  '%j is a word, not a filter',
  (text) => {
    expect(parseQuery(text).terms).toEqual([text]);
    expect(parseQuery(text)).toMatchObject({ role: null, has: [], after: null });
  },
);

test('white space and empty quotes are nothing', () => {
  expect(isEmptyQuery(parseQuery(' "" '))).toBe(true);
  expect(isEmptyQuery(parseQuery('has:code'))).toBe(false);
});
