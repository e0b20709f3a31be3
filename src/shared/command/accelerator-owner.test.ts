import { expect, test } from 'vitest';
import { ownerInApp, ownerOfGlobal } from './accelerator-owner.ts';
import { commands } from './command.ts';
import { suggestedShortcut } from '#shared/desktop/desktop.ts';

const platforms = ['darwin', 'linux', 'win32'] as const;

test('what Parley suggests belongs to nobody', () => {
  for (const platform of platforms) {
    expect(ownerOfGlobal(suggestedShortcut(platform), platform), platform).toBeNull();
  }
});

test('what users complain of in other programs has an owner', () => {
  for (const platform of platforms) {
    for (const key of ['O', 'E', 'Space']) {
      expect(ownerOfGlobal(`CommandOrControl+${key}`, platform), key).not.toBeNull();
    }
  }
  expect(ownerOfGlobal('Alt+Space', 'win32')).toBe('system');
  expect(ownerOfGlobal('Super+Shift+K', 'win32')).toBe('system');
});

test('a key alone writes', () => {
  expect(ownerOfGlobal('Shift+A', 'linux')).toBe('typing');
  expect(ownerInApp('A', 'linux')).toBe('typing');
});

test('no command has keys that the menu or the system has', () => {
  for (const [id, { accelerator }] of Object.entries(commands)) {
    if (id === 'generation.abort') continue;
    for (const platform of platforms) {
      expect(ownerInApp(accelerator, platform), `${id} on ${platform}`).toBeNull();
    }
  }
});
