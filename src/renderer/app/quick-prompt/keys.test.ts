import { expect, test } from 'vitest';
import { acceleratorOfCommand, commandIds } from '#shared/command/command.ts';
import type { PressedKeys } from '#shared/command/accelerator.ts';
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

const menu = commandIds.map((id) => [id, acceleratorOfCommand(id, {})] as const);

test('no two things have one key', () => {
  const keys = Object.values(quickKeys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a key is known by its place, so also on a Cyrillic keyboard', () => {
  const ctrl = { ctrlKey: true };
  expect(quickCommandOf(press('щ', { ...ctrl, code: 'KeyO' }), 'linux', menu)).toBe(
    'continue-in-parley',
  );
  expect(quickCommandOf(press('ю', { ...ctrl, code: 'Period' }), 'linux', menu)).toBe(
    'stop-answer',
  );
  expect(quickCommandOf(press('o', { metaKey: true }), 'darwin', menu)).toBe('continue-in-parley');
  expect(quickCommandOf(press('o', ctrl), 'darwin', menu)).toBe(null);
});

test('a key of the main window’s menu does nothing here', () => {
  expect(quickCommandOf(press('b', { ctrlKey: true }), 'linux', menu)).toBe('unused');
  expect(quickCommandOf(press('F2'), 'linux', menu)).toBe('unused');
});

test('keys that edit text are left alone, whatever the menu does with them', () => {
  for (const key of ['c', 'v', 'x', 'a', 'z', 'Backspace', 'ArrowLeft']) {
    expect(quickCommandOf(press(key, { ctrlKey: true }), 'linux', menu), key).toBe(null);
  }
  expect(quickCommandOf(press('Escape'), 'linux', menu)).toBe(null);
});

test('a key that was taken from a command does nothing of it', () => {
  const none = [['sidebar.toggle', '']] as const;
  expect(quickCommandOf(press('b', { ctrlKey: true }), 'linux', none)).toBe(null);
});

test('the keys that open it from the main window close it', () => {
  const keys = [['quick-prompt.toggle', 'CommandOrControl+Shift+K']] as const;
  const pressed = press('K', { ctrlKey: true, shiftKey: true, code: 'KeyK' });
  expect(quickCommandOf(pressed, 'linux', keys)).toBe('close');
});
