import { expect, it } from 'vitest';
import { agoText } from './duration.ts';

const HOUR = 60 * 60 * 1000;

it.each([
  [0, 'en', null],
  [HOUR - 1, 'en', null],
  [HOUR, 'en', '1 hour ago'],
  [23.9 * HOUR, 'en', '23 hours ago'],
  [24 * HOUR, 'en', 'yesterday'],
  [80 * HOUR, 'en', '3 days ago'],
  [80 * HOUR, 'ru', '3 дня назад'],
])('%i ms ago is told in %s as %s', (milliseconds, language, expected) => {
  expect(agoText(milliseconds, language)).toBe(expected);
});
