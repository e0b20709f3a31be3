import { z } from 'zod';

/**
 * Keys in Electron's notation, `Control+Shift+K`: https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 * Modifiers come first and each at most once, then exactly one key.
 */
export const acceleratorSchema = z
  .string()
  .max(64)
  .refine((text) => parse(text) !== null);

export type Platform = 'darwin' | 'linux' | 'win32';

/** The parts of a keyboard event that say which keys are pressed. */
export interface PressedKeys {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifiers = ['Command', 'Super', 'Control', 'CommandOrControl', 'Alt', 'Shift'] as const;
type Modifier = (typeof modifiers)[number];

interface Parsed {
  readonly modifiers: ReadonlySet<Modifier>;
  readonly key: string;
}

/** By the place of the key, so that a shortcut recorded in a Cyrillic layout is the same in a Latin one. */
const keysByCode: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Enter: 'Enter',
  Escape: 'Escape',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
  Backquote: '`',
};
const namedKeys = new Set(Object.values(keysByCode));

/** What is pressed, as an accelerator; `null` while only modifiers are down, or for a key that has no name. */
export function acceleratorOf(press: PressedKeys, platform: Platform): string | null {
  const key = keyOfCode(press.code);
  if (key === null) return null;
  const isMac = platform === 'darwin';
  const held = [
    press.ctrlKey && (isMac ? 'Control' : 'CommandOrControl'),
    press.metaKey && (isMac ? 'CommandOrControl' : 'Super'),
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
  ];
  return [...held.filter((name) => name !== false), key].join('+');
}

/** Whether both are the same keys on this platform, however they are written. */
export function isSameAccelerator(one: string, other: string, platform: Platform): boolean {
  const [first, second] = [canonical(one, platform), canonical(other, platform)];
  return first !== null && first === second;
}

/** Whether typing goes on undisturbed: a key of text, or of moving in it, needs Control, Alt, Command or Super beside it. */
export function hasOwnModifier(accelerator: string): boolean {
  const parsed = parse(accelerator);
  if (parsed === null) return false;
  return /^F\d+$/.test(parsed.key) || [...parsed.modifiers].some((name) => name !== 'Shift');
}

/** Modifiers as a Linux desktop names them, and the key. */
export function modifiersAndKey(accelerator: string): {
  readonly modifiers: readonly string[];
  readonly key: string;
} {
  const parsed = parse(accelerator);
  if (parsed === null) return { modifiers: [], key: '' };
  const names = [...parsed.modifiers].map((name) =>
    name === 'CommandOrControl' ? 'Control' : name,
  );
  return { modifiers: names, key: parsed.key };
}

/** As the system itself names the modifiers of this platform. */
export function canonical(accelerator: string, platform: Platform): string | null {
  const parsed = parse(accelerator);
  if (parsed === null) return null;
  const names = [...parsed.modifiers].map((name): string => {
    if (name === 'CommandOrControl') return platform === 'darwin' ? 'Command' : 'Control';
    return name === 'Super' && platform === 'darwin' ? 'Command' : name;
  });
  return [...new Set(names)].toSorted().concat(parsed.key).join('+');
}

function parse(text: string): Parsed | null {
  const tokens = text.split('+');
  const key = tokens.pop() ?? '';
  const held = new Set<Modifier>();
  for (const token of tokens) {
    const modifier = modifiers.find((name) => name === token);
    if (modifier === undefined || held.has(modifier)) return null;
    held.add(modifier);
  }
  const isKey = /^[A-Z0-9]$/.test(key) || /^F([1-9]|1\d|2[0-4])$/.test(key) || namedKeys.has(key);
  return isKey ? { modifiers: held, key } : null;
}

/** The name of the key at this place of the keyboard; `null` when it has none. */
export function keyOfCode(code: string): string | null {
  const [, plain] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  if (plain !== undefined) return plain;
  if (/^F([1-9]|1\d|2[0-4])$/.test(code)) return code;
  return keysByCode[code] ?? null;
}
