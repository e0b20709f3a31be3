import { readFileSync } from 'node:fs';

/** The text of a preload, read again for every page as Electron does; `null` when there is none to run. */
export function readPreload(path: string | null): string | null {
  if (path === null) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    console.error(`Unable to load preload script: ${path}\n${String(error)}`);
    return null;
  }
}
