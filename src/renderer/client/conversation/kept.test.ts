import { expect, test } from 'vitest';
import { createKept } from './kept.ts';

function keptOf(limit: number) {
  const made: string[] = [];
  const kept = createKept(limit, (key: string) => {
    made.push(key);
    return { key };
  });
  return { kept, made };
}

test('a value is made once and is the same as long as it is kept', () => {
  const { kept, made } = keptOf(2);
  expect(kept.find('a')).toBeUndefined();
  const value = kept.get('a');
  expect(kept.get('a')).toBe(value);
  kept.use('a')();
  expect(kept.find('a')).toBe(value);
  expect(made).toEqual(['a']);
});

test('of those that nobody uses the last used stay', () => {
  const { kept } = keptOf(2);
  for (const key of ['a', 'b', 'c']) kept.use(key)();
  expect(['a', 'b', 'c'].map((key) => kept.find(key)?.key)).toEqual([undefined, 'b', 'c']);
});

test('what is in use is never given up, however many there are', () => {
  const { kept } = keptOf(1);
  const ends = ['a', 'b', 'c', 'd'].map((key) => kept.use(key));
  kept.use('e')();
  kept.use('f')();
  expect(['a', 'b', 'c', 'd', 'e', 'f'].filter((key) => kept.find(key))).toEqual([
    'a',
    'b',
    'c',
    'd',
    'f',
  ]);
  const again = kept.use('a');
  ends[0]?.();
  ends[0]?.();
  expect(kept.isUsed('a')).toBe(true);
  again();
  expect(kept.isUsed('a')).toBe(false);
  kept.use('g')();
  expect(kept.find('a')).toBeUndefined();
});

test('what was forgotten is made anew, also while it is used', () => {
  const { kept, made } = keptOf(2);
  const end = kept.use('a');
  kept.forget('a');
  expect(kept.find('a')).toBeUndefined();
  kept.get('a');
  end();
  expect(made).toEqual(['a', 'a']);
});
