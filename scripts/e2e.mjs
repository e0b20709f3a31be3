import { ensureBuild } from './set-up/build.mjs';
import { ensureChromium } from './set-up/chromium-package.mjs';
import { findElectron } from './set-up/electron.mjs';
import { main } from './set-up/failure.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runEndToEndTests } from './set-up/suites.mjs';

/** `npm run e2e -- …`: the specs alone, with Playwright's own arguments. */
await main(async () => {
  await ensurePackages();
  if (findElectron() === null) await ensureChromium();
  await ensureBuild();
  const { failed } = await runEndToEndTests(process.argv.slice(2));
  return failed === 0 ? 0 : 1;
});
