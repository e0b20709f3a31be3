import { ensureBuild } from './set-up/build.mjs';
import { addCounts, failure, formatCounts, nothing } from './set-up/counts.mjs';
import { SetUpFailure, main } from './set-up/failure.mjs';
import { ensureHost } from './set-up/host.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runPackage } from './set-up/run.mjs';
import { runEndToEndTests, runPackageChecks, runUnitTests } from './set-up/suites.mjs';

/** @typedef {import('./set-up/counts.mjs').Counts} Counts */

/** What has to hold besides the tests; each one that does not is one failure. */
const checks = [
  { name: 'format', program: 'oxfmt', args: ['--check'] },
  { name: 'types', program: 'typescript', args: ['-b'] },
  { name: 'lint', program: 'oxlint', args: [] },
  { name: 'dead code', program: 'knip', args: [] },
];

/** `npm test`: everything that a fresh clone needs, every check and every test; closes with the counts, alone. */
await main(async () => {
  await ensurePackages();

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
      return failure(error.message);
    });
    counts.push({ ...result, failures: result.failures.map((each) => `${name}: ${each}`) });
    return result.failed === 0;
  };

  for (const { name, program, args } of checks) {
    await step(name, async () =>
      (await runPackage(program, args)) === 0 ? nothing : failure('see above'),
    );
  }
  /** @type {import('./set-up/host.mjs').Host | null} */
  let host = null;
  await step('host', async () => {
    host = await ensureHost({ needsDisplay: false });
    console.log(`The specs run on ${host.words}.`);
    return nothing;
  });
  await step('unit tests', runUnitTests);
  const isBuilt = await step('build', async () => {
    await ensureBuild();
    return nothing;
  });
  if (isBuilt) await step('packages', runPackageChecks);
  const found = host;
  if (found !== null && isBuilt) await step('end-to-end tests', () => runEndToEndTests(found));

  const total = addCounts(counts);
  console.log(['', ...total.failures.map((each) => `FAILED ${each}`)].join('\n'));
  console.log(formatCounts(total));
  return total.failed === 0 ? 0 : 1;
});
