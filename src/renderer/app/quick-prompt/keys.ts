import { matchesAccelerator } from '../command/key-press.ts';
import type { Platform, PressedKeys } from '#shared/command/accelerator.ts';

/** What a person can do in the quick prompt by key. Accelerators in Electron's notation. */
export const quickKeys = {
  'copy-and-close': 'CommandOrControl+Shift+C',
  'copy-code': 'CommandOrControl+Alt+C',
  'continue-in-parley': 'CommandOrControl+O',
  'start-anew': 'CommandOrControl+N',
  'choose-model': 'CommandOrControl+M',
  'use-clipboard': 'CommandOrControl+Shift+V',
  'toggle-pin': 'CommandOrControl+P',
  'stop-answer': 'CommandOrControl+.',
  'open-settings': 'CommandOrControl+,',
  close: 'CommandOrControl+W',
} as const;

export type QuickCommand = keyof typeof quickKeys;

/**
 * What a key press means here. `menu` has the commands of the main window's menu with their keys: the one that opened
 * this window closes it; the others are `unused`, since they must not bring that window forward. `null`: not ours.
 */
export function quickCommandOf(
  press: PressedKeys,
  platform: Platform,
  menu: readonly (readonly [command: string, accelerator: string])[],
): QuickCommand | 'unused' | null {
  const own = (Object.keys(quickKeys) as QuickCommand[]).find((command) =>
    matchesAccelerator(press, quickKeys[command], platform),
  );
  if (own !== undefined) return own;
  const [ofMenu] =
    menu.find(
      ([id, accelerator]) =>
        accelerator !== '' &&
        !keysOfText.has(id) &&
        matchesAccelerator(press, accelerator, platform),
    ) ?? [];
  if (ofMenu === undefined) return null;
  return ofMenu === 'quick-prompt.toggle' ? 'close' : 'unused';
}

/** Keys that also edit text or end something in it. */
const keysOfText: ReadonlySet<string> = new Set(['conversation.trash', 'generation.abort']);
