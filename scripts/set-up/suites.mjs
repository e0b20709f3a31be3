import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPlaywright, countVitest } from './counts.mjs';
import { root, runPackage } from './run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const unitReport = join(root, 'test-results', 'unit.json');
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
 * @param {readonly string[]} [args] of Playwright
 * @returns {Promise<Counts>}
 */
export async function runEndToEndTests(args = []) {
  rmSync(endToEndReport, { force: true });
  const config = join(root, 'e2e', 'playwright.config.ts');
  const code = await runPackage('playwright', ['test', '--config', config, ...args]);
  return read(endToEndReport, countPlaywright, code);
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
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // It ended before it could report.
    return { ...counts, failed: 1 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
