import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPackage } from './licences.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writePackage(
  license: string | undefined,
  files: Readonly<Record<string, string>>,
): string {
  const place = join(folder, 'some-package');
  mkdirSync(place);
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: 'some', version: '1.0.0', license }),
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  return place;
}

test('A package with its licence is read, however the file is called', () => {
  const place = writePackage('(MIT OR GPL-3.0)', { 'licence.md': ' The text ' });
  expect(readPackage(place)).toMatchObject({ name: 'some', version: '1.0.0', text: 'The text' });
});

test('A licence that nobody has read stops the build', () => {
  for (const license of ['GPL-3.0', 'SEE LICENSE IN FILE', 'MIT AND GPL-3.0', undefined]) {
    expect(() => readPackage(writePackage(license, { LICENSE: 'text' }))).toThrow('is under');
    rmSync(join(folder, 'some-package'), { recursive: true });
  }
});

test('A licence without its text stops the build', () => {
  expect(() => readPackage(writePackage('MIT', { 'README.md': 'MIT' }))).toThrow('has no text');
});
