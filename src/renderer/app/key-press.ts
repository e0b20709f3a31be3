import type { AppSnapshot } from '#shared/contract.ts';

/** The parts of a keyboard event that an accelerator looks at. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

/** Whether the key press is this accelerator (Electron's notation). Letters go by their place, so any layout works. */
export function matchesAccelerator(
  press: KeyPress,
  accelerator: string,
  platform: AppSnapshot['platform'],
): boolean {
  const tokens = accelerator.split('+');
  const key = tokens.at(-1) ?? '';
  const has = (...names: string[]) => names.some((name) => tokens.includes(name));
  const isMac = platform === 'darwin';
  return (
    press.ctrlKey === (has('Control') || (!isMac && has('CommandOrControl'))) &&
    press.metaKey === (has('Command', 'Super') || (isMac && has('CommandOrControl'))) &&
    press.altKey === has('Alt') &&
    press.shiftKey === has('Shift') &&
    (press.key.toLowerCase() === key.toLowerCase() || press.code === codeOf(key))
  );
}

/** The physical key of a letter, a digit, a comma or a period; a Cyrillic layout types another character with it. */
function codeOf(key: string): string | undefined {
  if (/^[A-Z]$/.test(key)) return `Key${key}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  if (key === ',') return 'Comma';
  return key === '.' ? 'Period' : undefined;
}
