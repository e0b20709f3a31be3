import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'LICENSES.chromium.html';

/**
 * Puts Chromium's licences into a macOS app: the packager keeps them beside the program on Windows and Linux, and drops
 * them on macOS.
 *
 * @param {{ readonly appOutDir: string, readonly electronPlatformName: string }} context
 */
export async function afterExtract({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'darwin') return;
  const folder = join(appOutDir, 'Electron.app', 'Contents', 'Resources', 'licences');
  await mkdir(folder, { recursive: true });
  await copyFile(join(appOutDir, NAME), join(folder, NAME));
}
