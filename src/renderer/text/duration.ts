import type { TFunction } from 'i18next';

/** `54 ms`, `1.2 s`, in the language's own way. */
export function durationText(t: TFunction, milliseconds: number, language: string): string {
  if (milliseconds < 1000) return t('doctor.milliseconds', { count: Math.round(milliseconds) });
  const seconds = (milliseconds / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return t('doctor.seconds', { seconds });
}

const HOUR_MS = 60 * 60 * 1000;

/** `3 hours ago`, `yesterday`, in whole hours or days; `null` for less than an hour. */
export function agoText(milliseconds: number, language: string): string | null {
  const hours = Math.floor(milliseconds / HOUR_MS);
  if (hours < 1) return null;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return hours < 24 ? format.format(-hours, 'hour') : format.format(-Math.floor(hours / 24), 'day');
}
