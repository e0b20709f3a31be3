const HOUR = 3600;
const MINUTE = 60;

/** `20 s`, `1 min 26 s`, `5 h 30 min`; never less than the time that is left. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const parts =
    seconds >= HOUR
      ? [
          [Math.floor(seconds / HOUR), 'h'],
          [Math.ceil((seconds % HOUR) / MINUTE), 'min'],
        ]
      : [
          [Math.floor(seconds / MINUTE), 'min'],
          [seconds % MINUTE, 's'],
        ];
  return parts
    .filter(([amount]) => amount !== 0)
    .map((part) => part.join(' '))
    .join(' ');
}
