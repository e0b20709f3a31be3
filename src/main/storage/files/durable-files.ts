import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { storageFailure } from './storage-failure.ts';

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
 * process writes there.
 */
export function sweepLeftovers(directory: string, prefix: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name.startsWith(prefix) && LEFTOVER.test(name))
      rmSync(join(directory, name), { force: true });
  }
}
