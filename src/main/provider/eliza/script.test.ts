import { describe, expect, it } from 'vitest';
import { englishDoctor } from './en/doctor.ts';
import { russianDoctor } from './ru/doctor.ts';

describe.each([
  ['English', englishDoctor],
  ['Russian', russianDoctor],
])('the %s script', (_, script) => {
  const keywordRules = script.keywords.flatMap(({ rules }) => rules);
  const rules = [...keywordRules, ...script.memory.rules];

  it('names each keyword once', () => {
    const words = script.keywords.flatMap(({ words }) => words);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it('has lower-case words without ё in everything that is compared', () => {
    const compared = [
      ...script.keywords.flatMap(({ words }) => words),
      ...rules.map(({ decompose }) => decompose),
      ...Object.values(script.groups).flat(),
      ...Object.values(script.spellings),
    ];
    expect(compared.filter((text) => text !== text.toLowerCase() || text.includes('ё'))).toEqual(
      [],
    );
  });

  it('has at least one reassembly for every decomposition, and a rank for every keyword', () => {
    expect(rules.filter(({ reassemble }) => reassemble.length === 0)).toEqual([]);
    expect(script.keywords.filter(({ rank, rules }) => Number.isNaN(rank) || !rules[0])).toEqual(
      [],
    );
  });

  it('refers only to pieces, groups and keywords that exist', () => {
    const words = new Set(script.keywords.flatMap(({ words }) => words));
    for (const { decompose, reassemble } of rules) {
      const elements = decompose.split(' ');
      const pieces = elements.filter((element) => /[*@|]/.test(element)).length;
      for (const element of elements.filter((element) => element.startsWith('@'))) {
        expect(Object.keys(script.groups)).toContain(element.slice(1));
      }
      for (const reassembly of reassemble) {
        if (reassembly.startsWith('=')) expect(words).toContain(reassembly.slice(1));
        for (const [, position] of reassembly.matchAll(/[$%](\d)/g)) {
          expect(Number(position), `${decompose} → ${reassembly}`).toBeLessThanOrEqual(pieces);
          expect(Number(position)).toBeGreaterThan(0);
        }
      }
    }
  });

  it('writes every decomposition with a keyword of its own, so that no rule is dead', () => {
    for (const { words, rules } of script.keywords) {
      const last = rules.at(-1)?.decompose;
      expect(
        rules.filter(({ decompose }) => decompose === '*').every((rule) => rule === rules.at(-1)),
        `${words[0]} ends with ${last}`,
      ).toBe(true);
    }
  });
});
