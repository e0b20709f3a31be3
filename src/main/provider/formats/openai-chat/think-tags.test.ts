import { expect, test } from 'vitest';
import { createThinkTags } from './think-tags.ts';

/** The pieces that follow one another with the same type are one. */
function read(pieces: readonly string[]) {
  const tags = createThinkTags();
  const seen = { reasoning: '', text: '', order: '' };
  for (const { type, text } of [...pieces.flatMap(tags.add), ...tags.end()]) {
    seen[type] += text;
    if (!seen.order.endsWith(type)) seen.order += ` ${type}`;
  }
  return { reasoning: seen.reasoning, text: seen.text, order: seen.order.trim() };
}

test('Thoughts in front of the answer are told apart, wherever the text is cut.', () => {
  const whole = '\n<think>Is 1 < 2?\n</thinker> no tag </think>\n\nYes, </think> 1 < 2.';
  const expected = {
    reasoning: 'Is 1 < 2?\n</thinker> no tag ',
    text: '\n\nYes, </think> 1 < 2.',
    order: 'reasoning text',
  };
  expect(read([whole])).toEqual(expected);
  expect(read(whole.split(''))).toEqual(expected);
  for (let at = 1; at < whole.length; at += 1)
    expect(read([whole.slice(0, at), whole.slice(at)])).toEqual(expected);
});

test('Thoughts that never end stay thoughts, to the last character.', () => {
  expect(read(['<think>so far </thi'])).toEqual({
    reasoning: 'so far </thi',
    text: '',
    order: 'reasoning',
  });
});

test('A tag within an answer is text.', () => {
  for (const text of [
    'Use <think>.',
    'a<think>b</think>',
    '<thinking>',
    '< think>',
    '<thi',
    ' <',
    '',
  ])
    expect(read(text.split(''))).toMatchObject({ reasoning: '', text });
});

test('Text that cannot become a tag is not held back.', () => {
  const tags = createThinkTags();
  expect(tags.add('H')).toEqual([{ type: 'text', text: 'H' }]);
  expect(tags.add('<')).toEqual([{ type: 'text', text: '<' }]);
});
