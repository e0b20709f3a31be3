import { ensureBuild } from './set-up/build.mjs';
import { main } from './set-up/failure.mjs';
import { ensureHost } from './set-up/host.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runEndToEndTests } from './set-up/suites.mjs';

/** `npm run soak`: an hour of answers in some minutes, and what Parley holds before and after. On the stand-in. */
await main(async () => {
  await ensurePackages();
  process.env.PARLEY_HOST = 'stand-in';
  process.env.PARLEY_SOAK = 'long';
  const host = await ensureHost({ needsDisplay: false });
  console.log(`The app runs on ${host.words}.`);
  await ensureBuild();
  const { failed } = await runEndToEndTests(host, ['soak']);
  return failed === 0 ? 0 : 1;
});
