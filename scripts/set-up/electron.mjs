import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectNode, root, run } from './run.mjs';

const folder = join(root, 'node_modules', 'electron');
const failedAt = join(root, 'node_modules', '.cache', 'parley', 'electron-unreachable');

/** How long the release site may take to answer, and how long the download may take, in milliseconds. */
const ANSWER_TIMEOUT = 8000;
const DOWNLOAD_TIMEOUT = 5 * 60_000;
const DAY = 24 * 60 * 60_000;

/** Where Electron's installer put the program; `null` when it did not. */
export function findElectron() {
  try {
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/**
 * Electron's program, downloaded when it is missing; `null` when it cannot be had. A failure is remembered for a day,
 * so that the next start does not wait for it again.
 *
 * @returns {Promise<string | null>}
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found !== null || failedLately()) return found;
  if (await isReachable()) {
    console.log('Downloading Electron (once, about 110 MB) …');
    const options = { timeoutMs: DOWNLOAD_TIMEOUT };
    await run(projectNode(), [join(folder, 'install.js')], options);
  }
  const downloaded = findElectron();
  if (downloaded === null) {
    mkdirSync(dirname(failedAt), { recursive: true });
    writeFileSync(failedAt, '');
  }
  return downloaded;
}

function failedLately() {
  try {
    return Date.now() - statSync(failedAt).mtimeMs < DAY;
  } catch {
    return false;
  }
}

/** One byte of the release, so that a site that does not answer costs seconds and not the time of a download. */
async function isReachable() {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const mirror =
    process.env.npm_config_electron_mirror ??
    process.env.ELECTRON_MIRROR ??
    'https://github.com/electron/electron/releases/download/';
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    const response = await fetch(`${mirror}v${version}/${file}`, {
      headers: { range: 'bytes=0-0' },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
