import { join } from 'node:path';

/**
 * The entry for a terminal as the build makes it, and what it is made from.
 *
 * @param {string} root
 */
export function terminalEntry(root) {
  return {
    root,
    names: ['src/main', 'src/shared', 'package-lock.json', 'electron.vite.config.ts'],
    stamp: join(root, 'out/main/ask/.stamp'),
  };
}
