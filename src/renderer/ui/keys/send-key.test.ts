import { expect, test } from 'vitest';
import { isSendKey } from './send-key.ts';

const enter = (held: Partial<Parameters<typeof isSendKey>[0]> = {}) => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('Enter sends or makes a line, as the setting says', () => {
  expect(isSendKey(enter(), 'enter')).toBe(true);
  expect(isSendKey(enter(), 'mod-enter')).toBe(false);
  expect(isSendKey(enter({ ctrlKey: true }), 'mod-enter')).toBe(true);
  expect(isSendKey(enter({ metaKey: true }), 'mod-enter')).toBe(true);
});

test('Enter of an input method never sends, also right after the composition', () => {
  expect(isSendKey(enter({ isComposing: true }), 'enter')).toBe(false);
  expect(isSendKey(enter({ keyCode: 229 }), 'enter')).toBe(false);
});

test('Shift+Enter is a new line under both settings', () => {
  expect(isSendKey(enter({ shiftKey: true }), 'enter')).toBe(false);
  expect(isSendKey(enter({ shiftKey: true, ctrlKey: true }), 'mod-enter')).toBe(false);
});
