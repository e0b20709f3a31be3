const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

/** `20 s`, `1 min 26 s`, `5 h 30 min`; never less than the time that is left. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const parts =
    seconds >= HOUR_SECONDS
      ? [
          [Math.floor(seconds / HOUR_SECONDS), 'h'],
          [Math.ceil((seconds % HOUR_SECONDS) / MINUTE_SECONDS), 'min'],
        ]
      : [
          [Math.floor(seconds / MINUTE_SECONDS), 'min'],
          [seconds % MINUTE_SECONDS, 's'],
        ];
  return parts
    .filter(([amount]) => amount !== 0)
    .map((part) => part.join(' '))
    .join(' ');
}
