import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.mjs';

/** Where Electron's fuses are, then their version, how many there are, and each as Electron ships it. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/**
 * A folder with the shape of Electron's distribution for Linux, where the real one cannot be downloaded: programs that do
 * nothing, with the place of the fuses in them. What is packed around them is the real thing.
 */
export function writePlaceholder(folder: string): string {
  const program = Buffer.concat([readFileSync('/bin/true'), Buffer.from(FUSES, 'latin1')]);
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), program, { mode: 0o755 });
  }
  const electron = join(root, 'node_modules/electron');
  const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')) as {
    version: string;
  };
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  copyFileSync(join(electron, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<!doctype html><title>Credits</title>');
  return folder;
}
