import { expect, it, vi } from 'vitest';
import { agoText, durationText, waitText } from './duration.ts';
import { i18n, setLanguage } from './i18n.ts';

const HOUR_MS = 60 * 60 * 1000;

it.each([
  [0, 'en', null],
  [HOUR_MS - 1, 'en', null],
  [HOUR_MS, 'en', '1 hour ago'],
  [23.9 * HOUR_MS, 'en', '23 hours ago'],
  [24 * HOUR_MS, 'en', 'yesterday'],
  [80 * HOUR_MS, 'en', '3 days ago'],
  [80 * HOUR_MS, 'ru', '3 дня назад'],
])('%i ms ago is told in %s as %s', (milliseconds, language, expected) => {
  expect(agoText(milliseconds, language)).toBe(expected);
});

it('tells short times in milliseconds and longer ones in seconds, in the language’s own way', async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await setLanguage('en');
  expect(durationText(i18n.t, 40.4, 'en')).toBe('40 ms');
  expect(durationText(i18n.t, 1234, 'en')).toBe('1.2 s');
  await setLanguage('ru');
  expect(durationText(i18n.t, 1234, 'ru')).toBe('1,2 с');
  vi.unstubAllGlobals();
});

it('A wait is told in its two largest units.', () => {
  expect(waitText(20, 'en')).toBe('20 sec');
  expect(waitText(86, 'en')).toBe('1 min 26 sec');
  expect(waitText(19_800, 'en')).toBe('5 hr 30 min');
  expect(waitText(120, 'ru')).toBe('2 мин');
});
