import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/settings.ts';
import type { FileProblem } from './files/document-file.ts';
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
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    ...written,
    sidebarOpen: false,
    schemaVersion: 1,
  });
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

const provider = { id: 'openai', definitionId: 'openai', name: 'Mine', baseUrl: null };
const model = { providerId: 'openai', modelId: 'm' };

test('rows that this version does not understand are left out, told, and stay in the file through every change', () => {
  const directory = testFolder();
  const path = join(directory, 'settings.json');
  const others = {
    providers: [{ id: 'later', endpoint: 'x' }, { ...provider, id: 'b', name: 'x'.repeat(81) }, 7],
    fallback: [{ model: 'x' }],
    trusted: [{ host: 'a.example', key: 'k' }],
  };
  const known = { ...provider, organization: 'kept too' };
  writeFileSync(
    path,
    JSON.stringify({
      providers: [others.providers[0], known, ...others.providers.slice(1)],
      fallback: [...others.fallback, model],
      network: { trustedCertificates: others.trusted, extraCaFile: '/a' },
    }),
  );
  const told: FileProblem[] = [];
  const settings = createSettingsFile({ directory, clock, report: (one) => void told.push(one) });
  expect(told).toEqual([{ name: 'settings.json', kind: 'not-understood' }]);
  const { providers, fallback, network } = settings.read();
  expect({ providers, fallback }).toEqual({ providers: [known], fallback: [model] });
  expect(network.trustedCertificates).toEqual([]);

  const added = { ...provider, id: 'prov_2', name: 'Second' };
  settings.change({ providers: [...providers, added] });
  settings.change({ fallback: [] });
  settings.change({ network: { ...network, extraCaFile: null } });
  settings.change({ theme: 'dark' });
  const kept = JSON.parse(readFileSync(path, 'utf8'));
  expect(kept.providers).toEqual([known, added, ...others.providers]);
  expect(kept.fallback).toEqual(others.fallback);
  expect(kept.network).toMatchObject({ trustedCertificates: others.trusted, extraCaFile: null });
  expect(createSettingsFile({ directory, clock }).read().providers).toEqual([known, added]);
});

test.each(['providers', 'fallback'])('a list (%s) that is none costs nothing else', (name) => {
  const directory = testFolder();
  writeFileSync(join(directory, 'settings.json'), JSON.stringify({ theme: 'dark', [name]: 'x' }));
  const settings = createSettingsFile({ directory, clock });
  expect(settings.read()).toEqual({ ...defaultSettings, theme: 'dark' });
  settings.change({ [name]: [] });
  expect(JSON.parse(readFileSync(join(directory, 'settings.json'), 'utf8'))[name]).toEqual(['x']);
});

test('a file that cannot be read is never replaced by what is assumed in its place', () => {
  const directory = testFolder();
  const path = join(directory, 'settings.json');
  createSettingsFile({ directory, clock }).change({ theme: 'dark', providers: [provider] });
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  symlinkSync(join(directory, 'away.json'), path);
  const told: FileProblem[] = [];
  const settings = createSettingsFile({ directory, clock, report: (one) => void told.push(one) });
  expect(settings.read()).toEqual(defaultSettings);
  expect(told).toEqual([{ name: 'settings.json', kind: 'unreadable' }]);
  expect(() => settings.change({ textScale: 2 })).toThrow(/^Cannot read settings\.json: /);
  expect(settings.read()).toEqual(defaultSettings);

  writeFileSync(join(directory, 'away.json'), text);
  settings.change({ textScale: 2 });
  const { theme, textScale, providers } = createSettingsFile({ directory, clock }).read();
  expect({ theme, textScale, providers }).toEqual({
    theme: 'dark',
    textScale: 2,
    providers: [provider],
  });
});

test.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['longer than can be read', (path: string) => makeSparse(path)],
])('a file that is %s is moved aside, and its backup taken', (_, make) => {
  const directory = testFolder();
  const path = join(directory, 'settings.json');
  const before = createSettingsFile({ directory, clock });
  before.change({ theme: 'dark' });
  before.change({ textScale: 2 });
  rmSync(path);
  make(path);
  const settings = createSettingsFile({ directory, clock });
  expect(settings.read().theme).toBe('dark');
  expect(settings.change({ textScale: 1.5 }).theme).toBe('dark');
  expect(readdirSync(directory)).toContain('settings.damaged-1970-01-01T00-00-00.000Z.json');
});

function makeSparse(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 2 ** 29 + 1);
}

test('the settings of a newer version are used and never written', () => {
  const directory = testFolder();
  const path = join(directory, 'settings.json');
  const newer = JSON.stringify({ schemaVersion: 2, theme: 'dark', layout: [1] });
  writeFileSync(path, newer);
  const told: FileProblem[] = [];
  const settings = createSettingsFile({ directory, clock, report: (one) => void told.push(one) });
  expect(told).toEqual([{ name: 'settings.json', kind: 'not-understood' }]);
  expect(settings.change({ textScale: 2 })).toMatchObject({ theme: 'dark', textScale: 2 });
  expect(settings.read().textScale).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe(newer);
});
