import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assertAppAlone, assertFuses, readAsar } from './package-check/inspect.ts';
import { root } from './set-up/run.mjs';

/** Where the packager leaves an app before it is packed: its folder, its program with the fuses, its archive. */
const layouts = [
  ['linux-unpacked', 'parley-desktop', 'resources/app.asar'],
  ['win-unpacked', 'Parley.exe', 'resources/app.asar'],
  ['win-arm64-unpacked', 'Parley.exe', 'resources/app.asar'],
  ...['mac', 'mac-arm64'].map((folder) => [
    folder,
    'Parley.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework',
    'Parley.app/Contents/Resources/app.asar',
  ]),
] as const;

/** Looks into every app in `dist`, of each architecture: its fuses, and that it holds the app alone. */
const found = layouts.filter(([folder = '']) => existsSync(join(root, 'dist', folder)));
assert.ok(found.length > 0, 'there is no app in dist');
for (const [folder = '', program = '', archive = ''] of found) {
  assertFuses(join(root, 'dist', folder, program));
  assertAppAlone(readAsar(join(root, 'dist', folder, archive)));
  console.log(`${folder}: fuses and content are as they should be`);
}
