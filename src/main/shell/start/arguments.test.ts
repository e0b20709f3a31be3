import { expect, test } from 'vitest';
import { launchTargetOf } from './arguments.ts';

test('--toggle-quick is for the quick prompt, anything else for the main window', () => {
  expect(launchTargetOf(['/usr/bin/parley', '--toggle-quick'])).toBe('quick-prompt');
  expect(launchTargetOf(['electron', '--no-sandbox', '.', '--toggle-quick'])).toBe('quick-prompt');
  expect(launchTargetOf(['/usr/bin/parley'])).toBe('main');
  expect(launchTargetOf(['/usr/bin/parley', 'toggle-quick'])).toBe('main');
});

test('--hidden is for no window, unless one is asked for', () => {
  expect(launchTargetOf(['/usr/bin/parley', '--hidden'])).toBe('hidden');
  expect(launchTargetOf(['/usr/bin/parley', '--hidden', '--toggle-quick'])).toBe('quick-prompt');
});
