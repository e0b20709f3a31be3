import { main } from './set-up/failure.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { projectNode, run } from './set-up/run.mjs';

/**
 * `node scripts/with-packages.mjs FILE …`: runs a script in TypeScript on the project's Node, in a fresh clone and on an
 * older Node as well.
 */
await main(async () => {
  await ensurePackages();
  return run(projectNode(), process.argv.slice(2));
});
