import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/settings.ts';
import { createSettingsFile } from './settings.ts';
import { testFolder } from './testing/folder.ts';

const clock = (): number => 0;

test('settings start with their defaults and are kept', () => {
  const directory = testFolder();
  const settings = createSettingsFile({ directory, clock });
  expect(settings.read()).toEqual(defaultSettings);
  expect(readdirSync(directory)).toEqual([]);
  expect(settings.change({ theme: 'dark' })).toEqual({ ...defaultSettings, theme: 'dark' });
  expect(createSettingsFile({ directory, clock }).read().theme).toBe('dark');
});

test('an invalid value costs that value alone, and stays in the file until it is changed', () => {
  const directory = testFolder();
  const path = join(directory, 'settings.json');
  const written = { theme: 'high-contrast', textScale: 1.5, fromTheFuture: { a: 1 } };
  writeFileSync(path, JSON.stringify(written));
  const settings = createSettingsFile({ directory, clock });
  expect(settings.read()).toMatchObject({ theme: 'system', textScale: 1.5 });
  settings.change({ sidebarOpen: false });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...written, sidebarOpen: false });
  settings.change({ theme: 'light' });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    theme: 'light',
    fromTheFuture: { a: 1 },
  });
});

test.each(['{"theme":"da', '[]', '', '\0\0\0'])('a damaged file (%j) is moved aside', (text) => {
  const directory = testFolder();
  writeFileSync(join(directory, 'settings.json'), text);
  const settings = createSettingsFile({ directory, clock });
  expect(settings.read()).toEqual(defaultSettings);
  const aside = 'settings.damaged-1970-01-01T00-00-00.000Z.json';
  expect(readFileSync(join(directory, aside), 'utf8')).toBe(text);
  settings.change({ theme: 'dark' });
  expect(createSettingsFile({ directory, clock }).read().theme).toBe('dark');
});

test('after damage the settings are those of the last write but one', () => {
  const directory = testFolder();
  const settings = createSettingsFile({ directory, clock });
  settings.change({ theme: 'dark' });
  settings.change({ textScale: 2 });
  writeFileSync(join(directory, 'settings.json'), '{');
  expect(createSettingsFile({ directory, clock }).read()).toMatchObject({
    theme: 'dark',
    textScale: 1,
  });
});

test('a change that cannot be saved fails and changes nothing', () => {
  const directory = testFolder();
  const settings = createSettingsFile({ directory, clock });
  const path = join(directory, 'settings.json');
  mkdirSync(join(path, 'in-the-way'), { recursive: true });
  expect(() => settings.change({ theme: 'dark' })).toThrow(/^Cannot save settings\.json: /);
  expect(settings.read().theme).toBe('system');
  rmSync(path, { recursive: true });
  expect(settings.change({ theme: 'dark' }).theme).toBe('dark');
});
