import { expect, test } from 'vitest';
import { matchScore, ranked } from './match.ts';

const trash = { label: 'Move Conversation to Trash', careful: true };
const items = [
  { label: 'Previous Conversation' },
  { label: 'Next Conversation' },
  trash,
  { label: 'Trip to Norway' },
  { label: 'rich' },
  { label: 'Tax return' },
  { label: 'The art of bread' },
  { label: 'Берёза' },
];
const found = (search: string) => ranked(items, search).map(({ label }) => label);

test.each([
  ['rich', ['rich']],
  ['trip', ['Trip to Norway']],
  ['tax', ['Tax return']],
  ['art', ['The art of bread']],
  ['береза', ['Берёза']],
  ['norway trip', ['Trip to Norway']],
  ['zzz', []],
])('%j finds what has it, and nothing by scattered letters', (search, labels) => {
  expect(found(search)).toEqual(labels);
});

test('what is dangerous is found by its words, never by a piece of one', () => {
  expect(found('trash')).toEqual([trash.label]);
  expect(found('move conv')).toEqual([trash.label]);
  expect(found('rash')).toEqual([]);
});

test('a whole label comes before its beginning, that before a word, that before a place within one', () => {
  const ordered = ['note', 'notes', 'my note', 'keynote'];
  expect(
    ranked(
      ordered.toReversed().map((label) => ({ label })),
      'note',
    ).map((item) => item.label),
  ).toEqual(ordered);
});

test('details and keywords count after labels', () => {
  const model = { label: 'sonnet', detail: 'claude-sonnet-5', keywords: ['Anthropic'] };
  expect(matchScore(model, 'anthropic')).toBeGreaterThan(0);
  expect(matchScore(model, 'sonnet anthropic')).toBeLessThan(matchScore(model, 'sonnet'));
  expect(matchScore(model, 'openai')).toBe(0);
});
