import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpFailure } from './failure.mjs';
import { digest, isFresh, markFresh } from './freshness.mjs';
import { root, run } from './run.mjs';

const stamp = join(root, 'node_modules', '.cache', 'parley', 'packages');

/** Installs the packages when they are missing or the lock file is another one than at the last time. */
export async function ensurePackages() {
  checkNode();
  const wanted = digest(root, ['package-lock.json']);
  if (isFresh(stamp, wanted) && existsSync(join(root, 'node_modules', '.package-lock.json')))
    return;
  console.log('Installing packages …');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new SetUpFailure(
      'Cannot install the packages: npm failed, see above. Check the network and the disk, then type: npm ci',
    );
  }
  markFresh(stamp, wanted);
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
