import { expect, test } from 'vitest';
import { parseAccelerator } from './accelerator.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  ['CommandOrControl+N', { ...none, ctrlKey: true, key: 'n' }],
  ['CommandOrControl+Shift+C', { ...none, ctrlKey: true, shiftKey: true, key: 'c' }],
  ['CommandOrControl+,', { ...none, ctrlKey: true, key: ',' }],
  ['Control+Tab', { ...none, ctrlKey: true, key: 'tab' }],
  ['Alt+Left', { ...none, altKey: true, key: 'arrowleft' }],
  ['Super+Plus', { ...none, metaKey: true, key: '+' }],
  ['F2', { ...none, key: 'f2' }],
  ['Escape', { ...none, key: 'escape' }],
])('%s names its keys', (accelerator, keys) => {
  expect(parseAccelerator(accelerator, 'linux')).toEqual(keys);
});

test('on macOS the main modifier is Command', () => {
  expect(parseAccelerator('CmdOrCtrl+K', 'darwin')).toEqual({ ...none, metaKey: true, key: 'k' });
});

test.each(['', 'Bogus+X', 'Control+'])('%j is no key combination', (accelerator) => {
  expect(parseAccelerator(accelerator, 'linux')).toBeNull();
});
