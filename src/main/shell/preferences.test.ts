import { expect, test } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { createSettingsFile } from '../storage/settings.ts';
import { testFolder } from '../storage/testing/folder.ts';
import { createPreferences } from './preferences.ts';

function open() {
  const told: AppEvent[] = [];
  const reported: unknown[] = [];
  const preferences = createPreferences({
    file: createSettingsFile({ directory: testFolder() }),
    systemLanguage: 'en',
    broadcast: (event) => void told.push(event),
    report: (error) => void reported.push(error),
  });
  return { preferences, told, reported };
}

test('a follower that fails is reported, and the others and every window are told all the same', () => {
  const { preferences, told, reported } = open();
  const themes: string[] = [];
  preferences.follow(() => {
    throw new Error('broken');
  });
  const undo = preferences.follow(({ theme }) => void themes.push(theme));
  expect(preferences.change({ theme: 'dark' }).theme).toBe('dark');
  expect(themes).toEqual(['dark']);
  expect(told).toMatchObject([{ type: 'settings-changed', settings: { theme: 'dark' } }]);
  expect(reported).toEqual([new Error('broken')]);
  undo();
  preferences.change({ theme: 'light' });
  expect(themes).toEqual(['dark']);
});

test('a setting that was not named is the same object as before', () => {
  const { preferences } = open();
  const changed: string[] = [];
  preferences.follow((settings, before) => {
    for (const [name, value] of Object.entries(settings))
      if (value !== before[name]) changed.push(name);
  });
  preferences.change({ quickPrompt: { pinned: true } });
  preferences.change({ shortcuts: { commands: {} }, language: 'ru' });
  expect(changed).toEqual(['quickPrompt', 'language', 'shortcuts']);
});
