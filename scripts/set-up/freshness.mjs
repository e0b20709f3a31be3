import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A digest of the content of files and of everything in folders, and of their names. What is not there counts as
 * nothing. Content and not times: a checkout changes times.
 *
 * @param {string} root
 * @param {readonly string[]} names relative to `root`
 * @param {(name: string) => boolean} [counts] whether a file counts
 * @returns {string}
 */
export function digest(root, names, counts = () => true) {
  const hash = createHash('sha256');
  for (const name of names.flatMap((each) => filesOf(root, each)).filter(counts)) {
    const content = readFileSync(join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} stamp path of the file that `markFresh` wrote
 * @param {string} wanted
 */
export function isFresh(stamp, wanted) {
  try {
    return readFileSync(stamp, 'utf8') === wanted;
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} value
 */
export function markFresh(stamp, value) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}

/**
 * Whether what was made from these files and folders still fits them. Looks at their times first, which is quick, and at
 * their content where one of them is later than the stamp: then a checkout may have touched it without changing it.
 *
 * @param {{ root: string, names: readonly string[], stamp: string }} made
 * @returns {boolean}
 */
export function isMadeFrom({ root, names, stamp }) {
  try {
    const { mtimeMs } = statSync(stamp);
    if (names.every((name) => isUntouchedSince(join(root, name), mtimeMs))) return true;
    if (!isFresh(stamp, digest(root, names))) return false;
    utimesSync(stamp, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {{ root: string, names: readonly string[], stamp: string }} made
 * @returns {() => void} to be called when everything has been made from what the files are now
 */
export function beginMaking({ root, names, stamp }) {
  const started = new Date();
  const value = digest(root, names);
  return () => {
    markFresh(stamp, value);
    // What changes while it is made is later than this.
    utimesSync(stamp, started, started);
  };
}

/**
 * @param {string} path
 * @param {number} time
 * @returns {boolean} for a folder: nothing in it was changed, added or removed since
 */
function isUntouchedSince(path, time) {
  const stats = statSync(path);
  if (stats.mtimeMs > time || stats.ctimeMs > time) return false;
  return (
    !stats.isDirectory() ||
    readdirSync(path).every((name) => isUntouchedSince(join(path, name), time))
  );
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]} in an order that does not depend on the file system
 */
function filesOf(root, name) {
  try {
    return readdirSync(join(root, name), { withFileTypes: true })
      .map((entry) => entry.name)
      .toSorted()
      .flatMap((entry) => filesOf(root, `${name}/${entry}`));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTDIR') return [name];
    if (code === 'ENOENT') return [];
    throw error;
  }
}
