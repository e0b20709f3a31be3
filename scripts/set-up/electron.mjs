import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode, root, run } from './run.mjs';

const folder = join(root, 'node_modules', 'electron');
const pauseFile = join(root, 'node_modules', '.cache', 'parley', 'electron-pause.json');
const reach = fileURLToPath(new URL('reach.mjs', import.meta.url));

/** How long the release site may take to answer, and how long the download may take, in milliseconds. */
const ANSWER_TIMEOUT_MS = 8000;
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

const SHORTEST_PAUSE_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/**
 * How long the download is left alone after failures, so that starts do not wait for it each time. `source` is from where
 * and through which proxy it was tried: another one is tried at once.
 *
 * @typedef {{ readonly source: string, readonly failures: number, readonly until: number }} Pause
 */

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
 * Electron's program, downloaded when it is missing; `null` when it cannot be had. After a failure it is tried again in ten
 * minutes, after each further one in twice the time, in a day at the latest.
 *
 * @returns {Promise<string | null>}
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found !== null) return found;
  const env = proxyEnvironment(process.env);
  const address = releaseAddress();
  const source = [address, env.HTTPS_PROXY ?? ''].join(' ');
  const earlier = readPause(source);
  if (earlier !== null && Date.now() < earlier.until) return null;
  // One byte first: a site that does not answer costs seconds then, and not the time of a download.
  if ((await run(projectNode(), [reach, address, String(ANSWER_TIMEOUT_MS)], { env })) === 0) {
    console.log('Downloading Electron (once, about 110 MB) …');
    const options = { env, timeoutMs: DOWNLOAD_TIMEOUT_MS };
    await run(projectNode(), [join(folder, 'install.js')], options);
  }
  const downloaded = findElectron();
  if (downloaded === null) writePause(nextPause(earlier, source, Date.now()));
  else rmSync(pauseFile, { force: true });
  return downloaded;
}

/**
 * @param {Pause | null} earlier
 * @param {string} source
 * @param {number} now
 * @returns {Pause}
 */
export function nextPause(earlier, source, now) {
  const failures = (earlier?.failures ?? 0) + 1;
  const length = Math.min(SHORTEST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return { source, failures, until: now + length };
}

/**
 * The proxy that npm itself would use, in the names that Node reads: npm hands its own settings to a script as
 * `npm_config_…`, and takes the usual variables in either case.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function proxyEnvironment(environment) {
  /** @param {readonly string[]} names */
  const first = (...names) =>
    names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');
  const http = first('npm_config_proxy', 'HTTP_PROXY', 'http_proxy', 'npm_config_http_proxy');
  const https = first('npm_config_https_proxy', 'HTTPS_PROXY', 'https_proxy') ?? http;
  const direct = first('npm_config_noproxy', 'NO_PROXY', 'no_proxy');
  return {
    NODE_USE_ENV_PROXY: '1',
    ...(http === undefined ? {} : { HTTP_PROXY: http, http_proxy: http }),
    ...(https === undefined ? {} : { HTTPS_PROXY: https, https_proxy: https }),
    ...(direct === undefined ? {} : { NO_PROXY: direct, no_proxy: direct }),
  };
}

function releaseAddress() {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const mirror =
    process.env.npm_config_electron_mirror ??
    process.env.ELECTRON_MIRROR ??
    'https://github.com/electron/electron/releases/download/';
  return `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/**
 * @param {string} source
 * @returns {Pause | null}
 */
function readPause(source) {
  try {
    /** @type {Pause} */
    const pause = JSON.parse(readFileSync(pauseFile, 'utf8'));
    return pause.source === source ? pause : null;
  } catch {
    return null;
  }
}

/** @param {Pause} pause */
function writePause(pause) {
  mkdirSync(dirname(pauseFile), { recursive: true });
  writeFileSync(pauseFile, JSON.stringify(pause));
}
