import { expect, test } from 'vitest';
import { endOfSentences, toSpeech } from './sentences.ts';

test('an unfinished sentence waits', () => {
  expect(endOfSentences('Hello the')).toBe(0);
  expect('One. Two! Thr'.slice(0, endOfSentences('One. Two! Thr'))).toBe('One. Two!');
});

test('a point inside a number or at the very end is not yet an end', () => {
  expect(endOfSentences('It is 3.14')).toBe(0);
  expect(endOfSentences('Done.')).toBe(0);
});

test('a closing quote belongs to its sentence, and a paragraph ends one', () => {
  expect('He said “no.” Then'.slice(0, endOfSentences('He said “no.” Then'))).toBe('He said “no.”');
  expect(endOfSentences('Title\n\nText')).toBe('Title\n\n'.length);
});

test('speech has no marks and no code', () => {
  expect(toSpeech('## Plan\n- **Read** the [docs](https://a.b)\n```js\nx()\n```\nDone.')).toBe(
    'Plan Read the docs Done.',
  );
});

test('the text of a link is spoken, also of an image in brackets', () => {
  expect(toSpeech('See [the docs](https://example.org/a) and ![a chart](b.png).')).toBe(
    'See the docs and a chart.',
  );
});
