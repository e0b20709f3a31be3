import type { TFunction } from 'i18next';

/** `54 ms`, `1.2 s`, in the language's own way. */
export function durationText(t: TFunction, milliseconds: number, language: string): string {
  if (milliseconds < 1000) return t('doctor.milliseconds', { count: Math.round(milliseconds) });
  const seconds = (milliseconds / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return t('doctor.seconds', { seconds });
}

/** `20 sec`, `1 min 26 sec`, `5 hr 30 min`, in the language's own way; never less than the time that is left. */
export function waitText(seconds: number, language: string): string {
  const parts =
    seconds >= 3600
      ? ([
          [Math.floor(seconds / 3600), 'hour'],
          [Math.floor((seconds % 3600) / 60), 'minute'],
        ] as const)
      : ([
          [Math.floor(seconds / 60), 'minute'],
          [seconds % 60, 'second'],
        ] as const);
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}

const HOUR_MS = 60 * 60 * 1000;

/** `3 hours ago`, `yesterday`, in whole hours or days; `null` for less than an hour. */
export function agoText(milliseconds: number, language: string): string | null {
  const hours = Math.floor(milliseconds / HOUR_MS);
  if (hours < 1) return null;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return hours < 24 ? format.format(-hours, 'hour') : format.format(-Math.floor(hours / 24), 'day');
}
