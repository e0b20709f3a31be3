import { ensureBuild } from './set-up/build.mjs';
import { main } from './set-up/failure.mjs';
import { ensureHost } from './set-up/host.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runEndToEndTests } from './set-up/suites.mjs';

/** `npm run e2e -- …`: the specs alone, with Playwright's own arguments. */
await main(async () => {
  await ensurePackages();
  const host = await ensureHost({ needsDisplay: false });
  console.log(`The specs run on ${host.words}.`);
  await ensureBuild();
  const { failed } = await runEndToEndTests(host, process.argv.slice(2));
  return failed === 0 ? 0 : 1;
});
