import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPlaywright, countVitest, failure, nothing } from './counts.mjs';
import { projectNode, root, run, runPackage } from './run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const unitReport = join(root, 'test-results', 'unit.json');
const packageReport = join(root, 'test-results', 'packages.json');
const endToEndReport = join(root, 'test-results', 'e2e.json');

/** @returns {Promise<Counts>} */
export async function runUnitTests() {
  rmSync(unitReport, { force: true });
  const code = await runPackage('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  return read(unitReport, countVitest, code);
}

/**
 * @param {import('./host.mjs').Host} host
 * @param {readonly string[]} [args] of Playwright
 * @returns {Promise<Counts>}
 */
export async function runEndToEndTests({ electron }, args = []) {
  rmSync(endToEndReport, { force: true });
  const config = join(root, 'e2e', 'playwright.config.ts');
  const env = { PARLEY_HOST: electron === null ? 'stand-in' : 'electron' };
  const code = await runPackage('playwright', ['test', '--config', config, ...args], { env });
  return read(endToEndReport, countPlaywright, code);
}

/** The packages that can be built without the network, built and opened. @returns {Promise<Counts>} */
export async function runPackageChecks() {
  rmSync(packageReport, { force: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const script = join(root, 'scripts', 'package-check.ts');
  const code = await run(projectNode(), [script, '--report', packageReport]);
  return read(packageReport, (report) => /** @type {Counts} */ (report), code);
}

/**
 * A run that failed has at least one failure, whatever its report says or whether there is one.
 *
 * @param {string} file
 * @param {(report: unknown) => Counts} count
 * @param {number} code
 * @returns {Counts}
 */
function read(file, count, code) {
  /** @type {Counts} */
  let counts = nothing;
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return failure('it ended before it could report');
  }
  return code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, failures: [`it ended with ${code}, though no test failed`] }
    : counts;
}
