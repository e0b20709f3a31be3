import { hasOwnModifier, isSameAccelerator, modifiersAndKey } from './accelerator.ts';
import type { Platform } from './accelerator.ts';

/** What the systems themselves do with keys on a fresh installation. */
const systemKeys: Readonly<Record<Platform, readonly string[]>> = {
  darwin: [
    'Command+Space',
    'Command+Alt+Space',
    'Control+Space',
    'Control+Alt+Space',
    'Control+Command+Space',
    'Command+Tab',
    'Command+`',
    'Command+Alt+Escape',
    'Control+Command+Q',
    'Command+Shift+3',
    'Command+Shift+4',
    'Command+Shift+5',
    'Control+Up',
    'Control+Down',
    'Control+Left',
    'Control+Right',
  ],
  win32: [
    'Alt+Space',
    'Alt+Tab',
    'Alt+Escape',
    'Alt+F4',
    'Control+Escape',
    'Control+Shift+Escape',
    'Control+Alt+Tab',
    'Control+Alt+Delete',
  ],
  linux: [
    'Alt+Space',
    'Alt+Tab',
    'Alt+F1',
    'Alt+F2',
    'Alt+F4',
    'Super+Space',
    'Control+Alt+T',
    'Control+Alt+Delete',
  ],
};

/** What the application menu has besides commands, where the system performs it. */
const menuKeys = [
  'CommandOrControl+A',
  'CommandOrControl+C',
  'CommandOrControl+V',
  'CommandOrControl+Shift+V',
  'CommandOrControl+X',
  'CommandOrControl+Z',
  'CommandOrControl+Shift+Z',
  'CommandOrControl+Y',
  'CommandOrControl+W',
  'CommandOrControl+Q',
  'CommandOrControl+0',
  'CommandOrControl+-',
  'CommandOrControl+=',
  'F11',
] as const;

/**
 * Who loses something when these keys open the quick prompt everywhere. `typing`: they write. `system`: the system
 * itself. `programs`: most programs, which use Control or Command with one key for what they do.
 */
export function ownerOfGlobal(
  accelerator: string,
  platform: Platform,
): 'typing' | 'system' | 'programs' | null {
  if (!hasOwnModifier(accelerator)) return 'typing';
  if (systemKeys[platform].some((keys) => isSameAccelerator(keys, accelerator, platform)))
    return 'system';
  const { modifiers, key } = modifiersAndKey(accelerator);
  // Windows keeps every key beside its own for itself.
  if (platform === 'win32' && modifiers.includes('Super')) return 'system';
  // On macOS, Alt with a letter writes another one; elsewhere it opens a menu.
  if (modifiers.length === 1 && (modifiers[0] !== 'Super' || /^[A-Z0-9]$/.test(key)))
    return 'programs';
  return modifiers.length === 0 ? 'programs' : null;
}

/** Who has these keys inside Parley already, besides its commands. */
export function ownerInApp(accelerator: string, platform: Platform): 'typing' | 'system' | null {
  if (!hasOwnModifier(accelerator)) return 'typing';
  const isTaken = [...menuKeys, ...systemKeys[platform]].some((keys) =>
    isSameAccelerator(keys, accelerator, platform),
  );
  return isTaken ? 'system' : null;
}
