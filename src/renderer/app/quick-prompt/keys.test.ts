import { expect, test } from 'vitest';
import { commands } from '#shared/command.ts';
import type { PressedKeys } from '#shared/accelerator.ts';
import { quickCommandOf, quickKeys } from './keys.ts';

const press = (key: string, modifiers: Partial<PressedKeys> = {}): PressedKeys => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

test('no two things have one key', () => {
  const keys = Object.values(quickKeys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a key is known by its place, so also on a Cyrillic keyboard', () => {
  const ctrl = { ctrlKey: true };
  expect(quickCommandOf(press('щ', { ...ctrl, code: 'KeyO' }), 'linux')).toBe('continue-in-parley');
  expect(quickCommandOf(press('ю', { ...ctrl, code: 'Period' }), 'linux')).toBe('stop-answer');
  expect(quickCommandOf(press('o', { metaKey: true }), 'darwin')).toBe('continue-in-parley');
  expect(quickCommandOf(press('o', ctrl), 'darwin')).toBe(null);
});

test('a key of the main window’s menu does nothing here', () => {
  expect(quickCommandOf(press('b', { ctrlKey: true }), 'linux')).toBe('unused');
  expect(quickCommandOf(press('F2'), 'linux')).toBe('unused');
});

test('keys that edit text are left alone, whatever the menu does with them', () => {
  for (const key of ['c', 'v', 'x', 'a', 'z', 'Backspace', 'ArrowLeft']) {
    expect(quickCommandOf(press(key, { ctrlKey: true }), 'linux'), key).toBe(null);
  }
  expect(quickCommandOf(press('Escape'), 'linux')).toBe(null);
  expect(commands['quick-prompt.toggle'].accelerator).not.toBe(quickKeys.close);
});
