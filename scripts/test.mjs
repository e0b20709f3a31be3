import { ensureBuild } from './set-up/build.mjs';
import { ensureChromium } from './set-up/chromium-package.mjs';
import { addCounts, formatCounts } from './set-up/counts.mjs';
import { findElectron } from './set-up/electron.mjs';
import { SetUpFailure, main } from './set-up/failure.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runPackage } from './set-up/run.mjs';
import { runEndToEndTests, runUnitTests } from './set-up/suites.mjs';

/** @typedef {import('./set-up/counts.mjs').Counts} Counts */

/** What has to hold besides the tests; each one that does not is one failure. */
const checks = [
  { name: 'format', program: 'oxfmt', args: ['--check'] },
  { name: 'types', program: 'typescript', args: ['-b'] },
  { name: 'lint', program: 'oxlint', args: [] },
  { name: 'dead code', program: 'knip', args: [] },
];

const nothing = { passed: 0, failed: 0, skipped: 0 };
const oneFailure = { ...nothing, failed: 1 };

/** `npm test`: everything that a fresh clone needs, every check and every test; closes with the counts, alone. */
await main(async () => {
  await ensurePackages();

  /** @type {string[]} */
  const failedSteps = [];
  /** @type {Counts[]} */
  const counts = [];
  /**
   * @param {string} name
   * @param {() => Promise<Counts>} work
   */
  const step = async (name, work) => {
    console.log(`\n── ${name}`);
    const result = await work().catch((error) => {
      if (!(error instanceof SetUpFailure)) throw error;
      console.error(error.message);
      return oneFailure;
    });
    counts.push(result);
    if (result.failed > 0) failedSteps.push(name);
    return result.failed === 0;
  };

  for (const { name, program, args } of checks) {
    await step(name, async () => ((await runPackage(program, args)) === 0 ? nothing : oneFailure));
  }
  // Some unit tests drive a browser too.
  const hasBrowser = await step('browser', async () => {
    if (findElectron() === null) await ensureChromium();
    return nothing;
  });
  await step('unit tests', runUnitTests);
  const isBuilt = await step('build', async () => {
    await ensureBuild();
    return nothing;
  });
  if (hasBrowser && isBuilt) await step('end-to-end tests', () => runEndToEndTests());

  const total = addCounts(counts);
  console.log(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(', ')}` : '');
  console.log(formatCounts(total));
  return total.failed === 0 ? 0 : 1;
});
