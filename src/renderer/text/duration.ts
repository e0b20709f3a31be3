import type { TFunction } from 'i18next';

/** `54 ms`, `1.2 s`, in the language's own way. */
export function durationText(t: TFunction, milliseconds: number, language: string): string {
  if (milliseconds < 1000) return t('doctor.milliseconds', { count: Math.round(milliseconds) });
  const seconds = (milliseconds / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return t('doctor.seconds', { seconds });
}
