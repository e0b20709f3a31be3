import { expect, test } from 'vitest';
import { wishOf } from './arguments.ts';

test('--toggle-quick is for the quick prompt, anything else for the main window', () => {
  expect(wishOf(['/usr/bin/parley', '--toggle-quick'])).toBe('quick-prompt');
  expect(wishOf(['electron', '--no-sandbox', '.', '--toggle-quick'])).toBe('quick-prompt');
  expect(wishOf(['/usr/bin/parley'])).toBe('main');
  expect(wishOf(['/usr/bin/parley', 'toggle-quick'])).toBe('main');
});

test('--hidden is for no window, unless one is asked for', () => {
  expect(wishOf(['/usr/bin/parley', '--hidden'])).toBe('hidden');
  expect(wishOf(['/usr/bin/parley', '--hidden', '--toggle-quick'])).toBe('quick-prompt');
});
