import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { errorCode, storageFailure } from './storage-failure.ts';

/** Names that only an interrupted write leaves behind: atomically's temporary files and our own half-made copies. */
const LEFTOVER = /\.(?:tmp-\d{10}[0-9a-f]{6}|new)$/;

/**
 * Makes `target` a second name of the file at `source`, or a copy of it, replacing what was there. `source` stays.
 * Costs a directory entry where hard links work. Copies where the writer may write into the file itself, which a hard
 * link would share: under snap, and on Windows when a rename fails with EXDEV (conf 16, `#writeFile`).
 */
export function keepCopy(source: string, target: string): void {
  const pending = `${target}.new`;
  rmSync(pending, { force: true });
  try {
    linkOrCopy(source, pending);
    renameSync(pending, target);
  } finally {
    // Renaming one name of a file over another name of the same file does nothing and leaves both.
    rmSync(pending, { force: true });
  }
}

function linkOrCopy(source: string, target: string): void {
  if (process.platform !== 'win32' && process.env['SNAP'] === undefined) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // No hard links on this file system: the copy below succeeds or tells the reason.
    }
  }
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  const descriptor = openSync(target, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function hasSameContent(one: string, other: string): boolean {
  const stats = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (stats[0] === undefined || stats[0].size !== stats[1]?.size) return false;
  return readFileSync(one).equals(readFileSync(other));
}

/**
 * Renames a file, whatever is in it, to a name with a time stamp that no other file has, and returns that name.
 * `now` is milliseconds since the epoch. A file that is not there is no failure; throws `storage-failed` for others.
 */
export function moveAside(path: string, now: number): string {
  const extension = extname(path);
  const stem = path.slice(0, -extension.length);
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  for (let copy = 1; ; copy += 1) {
    const suffix = copy === 1 ? '' : `-${copy}`;
    const aside = `${stem}.damaged-${stamp}${suffix}${extension}`;
    if (existsSync(aside)) continue;
    try {
      renameSync(path, aside);
      syncDirectory(dirname(path));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw storageFailure('save', path, error);
    }
    return basename(aside);
  }
}

/** Makes a folder of which only the owner sees the content, and those above it. Throws `storage-failed`. */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageFailure('save', directory, error);
  }
}

/** Makes renames in a folder survive a power cut. Windows has no such call: its journal orders them. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Removes what interrupted writes left in a folder, of files whose names begin with `prefix`. Only safe while no other
 * process writes there. Never throws.
 */
export function sweepLeftovers(directory: string, prefix: string): void {
  try {
    for (const name of readdirSync(directory)) {
      if (name.startsWith(prefix) && LEFTOVER.test(name))
        rmSync(join(directory, name), { force: true });
    }
  } catch {
    // They are in nobody's way; the next start tries again.
  }
}
