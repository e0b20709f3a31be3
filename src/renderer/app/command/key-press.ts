import { keyOfCode } from '#shared/command/accelerator.ts';
import type { PressedKeys, Platform } from '#shared/command/accelerator.ts';

/** Whether the key press is this accelerator (Electron's notation). By what it types or by its place, so any layout works. */
export function matchesAccelerator(
  press: PressedKeys,
  accelerator: string,
  platform: Platform,
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
    (press.key.toLowerCase() === key.toLowerCase() || keyOfCode(press.code) === key)
  );
}
