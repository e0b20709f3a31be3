import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpFailure } from './failure.mjs';
import { root, run } from './run.mjs';

/** @typedef {Record<string, { readonly version?: string, readonly optional?: boolean, readonly peer?: boolean }>} Packages */

/** Installs the packages when they are missing or others than the lock file says. */
export async function ensurePackages() {
  checkNode();
  const wanted = readPackages('package-lock.json');
  if (wanted === null)
    throw new SetUpFailure('Cannot read package-lock.json. Type: git checkout package-lock.json');
  if (isInstalled(wanted, readPackages('node_modules/.package-lock.json') ?? {})) return;
  console.log('Installing packages …');
  // Not `npm ci`: it refuses a lock file that lacks the programs of a platform on which nobody locked it yet.
  // `--no-save` leaves the lock file as it is.
  const code = await npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new SetUpFailure(
      'Cannot install the packages: npm failed, see above. Check the network and the disk, then type: npm install',
    );
  }
}

/**
 * Whether what npm noted as installed is what the lock file wants. What another platform needs may be missing.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    const found = installed[path];
    if (found === undefined) return path === '' || optional === true || peer === true;
    return found.version === version;
  });
}

/**
 * @param {string} file
 * @returns {Packages | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  throw new SetUpFailure(
    `Cannot run on Node ${process.versions.node}: Node 20 or newer is needed. Install it from https://nodejs.org.`,
  );
}

/**
 * The npm that runs this script, or the one on the path.
 *
 * @param {readonly string[]} args
 */
function npm(args) {
  const running = process.env.npm_execpath;
  return running !== undefined && /npm-cli\.c?js$/.test(running)
    ? run(process.execPath, [running, ...args])
    : run('npm', args, { shell: process.platform === 'win32' });
}
