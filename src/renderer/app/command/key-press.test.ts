import { expect, test } from 'vitest';
import type { PressedKeys } from '#shared/command/accelerator.ts';
import { matchesAccelerator } from './key-press.ts';

const press = (key: string, code: string, held: Partial<PressedKeys> = {}): PressedKeys => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('the platform decides which key is meant by CommandOrControl', () => {
  const control = press('k', 'KeyK', { ctrlKey: true });
  expect(matchesAccelerator(control, 'CommandOrControl+K', 'linux')).toBe(true);
  expect(matchesAccelerator(control, 'CommandOrControl+K', 'darwin')).toBe(false);
  const meta = press('k', 'KeyK', { metaKey: true });
  expect(matchesAccelerator(meta, 'CommandOrControl+K', 'darwin')).toBe(true);
});

test('a key is found by its place when the layout types another character', () => {
  expect(
    matchesAccelerator(press('т', 'KeyN', { ctrlKey: true }), 'CommandOrControl+N', 'win32'),
  ).toBe(true);
  expect(
    matchesAccelerator(press('б', 'Comma', { ctrlKey: true }), 'CommandOrControl+,', 'win32'),
  ).toBe(true);
});

test('a modifier too many is another key', () => {
  const shifted = press('N', 'KeyN', { ctrlKey: true, shiftKey: true });
  expect(matchesAccelerator(shifted, 'CommandOrControl+N', 'linux')).toBe(false);
  expect(matchesAccelerator(press('Escape', 'Escape', { altKey: true }), 'Escape', 'linux')).toBe(
    false,
  );
});

test('keys without a letter are found too', () => {
  const up = press('ArrowUp', 'ArrowUp', { altKey: true });
  expect(matchesAccelerator(up, 'Alt+Up', 'linux')).toBe(true);
  const space = press(' ', 'Space', { ctrlKey: true });
  expect(matchesAccelerator(space, 'Control+Space', 'darwin')).toBe(true);
});
