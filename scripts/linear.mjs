import { main } from './set-up/failure.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runPackage } from './set-up/run.mjs';

/** `npm run linear`: every reader of foreign text with 4 MB of it; `npm test` has the short form. */
await main(async () => {
  await ensurePackages();
  const tests = ['src/main/linear.slow.test.ts', 'src/renderer/linear.slow.test.ts'];
  const args = ['run', ...tests, ...process.argv.slice(2)];
  return runPackage('vitest', args, { env: { PARLEY_LINEAR: 'long' } });
});
