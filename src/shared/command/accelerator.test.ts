import { expect, test } from 'vitest';
import {
  acceleratorOf,
  acceleratorSchema,
  canonical,
  hasOwnModifier,
  isSameAccelerator,
} from './accelerator.ts';
import { commands } from './command.ts';

const press = {
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
};

test('every key of the command table is an accelerator', () => {
  for (const { accelerator } of Object.values(commands)) {
    expect(acceleratorSchema.safeParse(accelerator).success, accelerator).toBe(true);
  }
});

test.each(['', 'Control', 'Control+', 'Control+Control+K', 'Hyper+K', 'Control+KK', 'F25', 'K+F1'])(
  '“%s” is none',
  (text) => {
    expect(acceleratorSchema.safeParse(text).success).toBe(false);
    expect(canonical(text, 'linux')).toBeNull();
  },
);

test('a press is named by the place of its key, whatever the layout types', () => {
  const cyrillic = { ...press, key: 'л', code: 'KeyK', ctrlKey: true, shiftKey: true };
  expect(acceleratorOf(cyrillic, 'linux')).toBe('CommandOrControl+Shift+K');
  const dead = { ...press, key: 'Dead', code: 'Backquote', altKey: true };
  expect(acceleratorOf(dead, 'darwin')).toBe('Alt+`');
});

test('Command and Control are told apart where both exist', () => {
  const command = { ...press, key: 'k', code: 'KeyK', metaKey: true };
  const control = { ...press, key: 'k', code: 'KeyK', ctrlKey: true };
  expect(acceleratorOf(command, 'darwin')).toBe('CommandOrControl+K');
  expect(acceleratorOf(control, 'darwin')).toBe('Control+K');
  expect(acceleratorOf(command, 'win32')).toBe('Super+K');
});

test('modifiers alone are no accelerator', () => {
  expect(
    acceleratorOf({ ...press, key: 'Shift', code: 'ShiftLeft', shiftKey: true }, 'linux'),
  ).toBe(null);
});

test('the same keys are the same, however they are written', () => {
  expect(isSameAccelerator('Shift+Control+K', 'CommandOrControl+Shift+K', 'linux')).toBe(true);
  expect(isSameAccelerator('Shift+Control+K', 'CommandOrControl+Shift+K', 'darwin')).toBe(false);
  expect(isSameAccelerator('Command+K', 'Super+K', 'darwin')).toBe(true);
  expect(isSameAccelerator('', '', 'linux')).toBe(false);
});

test('a key that types needs a modifier that does not', () => {
  expect(hasOwnModifier('Shift+K')).toBe(false);
  expect(hasOwnModifier('Space')).toBe(false);
  expect(hasOwnModifier('Alt+Space')).toBe(true);
  expect(hasOwnModifier('F8')).toBe(true);
});
