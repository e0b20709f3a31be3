import type { PageAccelerator } from '../../page/preload-world.ts';
import { playedPlatform } from '../../system-modes.ts';

type Keys = Omit<PageAccelerator, 'commandId'>;

/** What `KeyboardEvent.key` calls the keys that Electron calls otherwise; both in lower case. */
const keyNames: Readonly<Record<string, string>> = {
  space: ' ',
  plus: '+',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  esc: 'escape',
  return: 'enter',
};

/** Electron's notation of a key combination; `null` when it is none. */
export function parseAccelerator(
  accelerator: string,
  platform: NodeJS.Platform = playedPlatform(),
): Keys | null {
  const parts = accelerator.toLowerCase().split('+');
  const name = parts.pop() ?? '';
  const keys = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  for (const part of parts) {
    const modifier = modifierOf(part, platform);
    if (modifier === null) return null;
    keys[modifier] = true;
  }
  return name === '' ? null : { ...keys, key: keyNames[name] ?? name };
}

function modifierOf(
  name: string,
  platform: NodeJS.Platform,
): 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | null {
  switch (name) {
    case 'commandorcontrol':
    case 'cmdorctrl':
      return platform === 'darwin' ? 'metaKey' : 'ctrlKey';
    case 'control':
    case 'ctrl':
      return 'ctrlKey';
    case 'command':
    case 'cmd':
    case 'super':
    case 'meta':
      return 'metaKey';
    case 'alt':
    case 'option':
      return 'altKey';
    case 'shift':
      return 'shiftKey';
    default:
      return null;
  }
}
