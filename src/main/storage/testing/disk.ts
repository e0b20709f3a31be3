import { execFileSync, spawnSync } from 'node:child_process';
import { statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of 2 MB of its own, or `null` where mounting is not permitted. */
export function mountSmall(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  return status === 0 ? folder : null;
}

/** Lets a file take all blocks but so many. */
export function fillDisk(path: string, freeBlocks: number): void {
  const { bavail, bsize } = statfsSync(join(path, '..'));
  const blocks = bavail - freeBlocks;
  writeFileSync(path, Buffer.alloc(blocks * bsize, 1));
  truncateSync(path, blocks * bsize);
}
