import { describe, expect, test } from 'vitest';
import { fold, foldWithOffsets } from './fold.ts';

describe('fold', () => {
  test.each([
    ['Берёза', 'береза'],
    ['Йод', 'йод'],
    ['и\u0306од', 'йод'],
    ['Café', 'cafe'],
    ['Cafe\u0301', 'cafe'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ﬁle', 'file'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['İstanbul', 'istanbul'],
    ['が', 'が'],
    ['한국어', '한국어'],
    ['a \n\t b', 'a b'],
    ['重点', '重点'],
  ])('%j is found by %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  const texts = [
    'Ёлка и чай',
    'Ünïcödé ﬁ 😀 naïve',
    'и\u0306 e\u0301\u0301',
    'x\u00A0\u2003y',
    'ǅ ß ẞ',
  ];

  test.each(texts)('%j folded twice is as folded once', (text) => {
    expect(fold(fold(text))).toBe(fold(text));
  });

  test.each(texts)('%j folds the same with its offsets, which never go back', (text) => {
    const folded = foldWithOffsets(text);
    expect(folded.text).toBe(fold(text));
    expect(folded.offsets).toHaveLength(folded.text.length + 1);
    expect([...folded.offsets]).toEqual([...folded.offsets].toSorted((one, other) => one - other));
  });
});
