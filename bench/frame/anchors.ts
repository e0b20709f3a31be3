import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of its own, so that nobody who does not measure has to install what Parley is compared with. */
export const anchorFolder = join(import.meta.dirname, '../anchors');

/** Installs the packages of `bench/anchors` where they are missing or others than its lock file says. */
export async function ensureAnchors(note: (text: string) => void): Promise<void> {
  const wanted = versionsIn(join(anchorFolder, 'package-lock.json'));
  const installed = versionsIn(join(anchorFolder, 'node_modules/.package-lock.json'));
  if ([...wanted].every(([path, version]) => path === '' || installed.get(path) === version))
    return;
  note('installing what is compared with …');
  const npm = spawn(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    {
      cwd: anchorFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the packages of bench/anchors cannot be installed, see above');
}

/** Of each place in the tree of packages; those that only other systems need are left out. */
function versionsIn(lockFile: string): ReadonlyMap<string, string | undefined> {
  if (!existsSync(lockFile)) return new Map();
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    packages: Record<string, { version?: string; optional?: boolean; peer?: boolean }>;
  };
  const needed = Object.entries(packages).filter(
    ([, { optional, peer }]) => optional !== true && peer !== true,
  );
  return new Map(needed.map(([path, { version }]) => [path, version]));
}
