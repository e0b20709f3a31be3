import { expect, test } from 'vitest';
import { autostartEntry, isAutostart } from './autostart-entry.ts';

function execOf(...words: string[]): string | undefined {
  return /^Exec=(.*)$/m.exec(autostartEntry(words))?.[1];
}

test('plain words stay as they are', () => {
  expect(execOf('/opt/Parley/parley', '--hidden')).toBe('/opt/Parley/parley --hidden');
});

test('what means something in an entry is quoted, and then escaped as a string', () => {
  expect(execOf('/home/a b/Parley.AppImage')).toBe('"/home/a b/Parley.AppImage"');
  expect(execOf('/x/50%')).toBe('/x/50%%');
  expect(execOf('/x/$a`"')).toBe(String.raw`"/x/\\$a\\` + '`' + String.raw`\\""`);
  expect(execOf('/x y\\z')).toBe(String.raw`"/x y\\\\z"`);
});

test('an entry is in force until a desktop switches it off', () => {
  const entry = autostartEntry(['parley']);
  expect(isAutostart(entry)).toBe(true);
  expect(isAutostart(`${entry}Hidden=true\n`)).toBe(false);
  expect(isAutostart(entry.replace('enabled=true', 'enabled=false'))).toBe(false);
});
