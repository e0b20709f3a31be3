import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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
