import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stateHome } from './modules/app/system-paths.ts';

/**
 * How the stand-in was started.
 * `PARLEY_STAND_IN`: `headless` for specs (a debugging port is open, a page's size is its window's) or `headed`.
 * `PARLEY_STAND_IN_STATE`: the folder that plays the part of the operating system: keychain, locks, browser profiles.
 */
export const mode = process.env['PARLEY_STAND_IN'] === 'headless' ? 'headless' : 'headed';

const root = process.env['PARLEY_STAND_IN_STATE'] ?? join(stateHome(), 'parley-stand-in');

/** A folder of this name in the stand-in's state, made when it is missing, for the owner alone. */
export function stateFolder(...names: readonly string[]): string {
  const folder = join(root, ...names);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A folder name that stands for the data folder of an app. */
export function keyOf(userData: string): string {
  return createHash('sha256').update(userData).digest('hex').slice(0, 16);
}
