import { join } from 'node:path';
import { ensureBuild } from './set-up/build.mjs';
import { SetUpFailure, main } from './set-up/failure.mjs';
import { root } from './set-up/run.mjs';
import { runBuilder } from './package/builder.ts';
import { missingForRelease, readPublication } from './package/publication.ts';

/** Ours; every other argument is the packager's own. */
const own = new Set(['--unsigned', '--release', '--built']);

/**
 * `npm run package -- …`: the packages of this system into `dist`. `--unsigned`: for a test, nothing is signed;
 * `--release`: refused while the publisher is unknown; `--built`: takes `out` as it is.
 */
await main(async () => {
  const typed = process.argv.slice(2);
  const missing = missingForRelease(readPublication());
  if (typed.includes('--release') && missing.length > 0) {
    throw new SetUpFailure(
      `Cannot make a release: resources/publication.json has no ${missing.join(', ')}. docs/releasing.md says where they come from.`,
    );
  }
  if (!typed.includes('--built')) await ensureBuild();
  const unsigned = { forceCodeSigning: false, mac: { identity: null, notarize: false } };
  return runBuilder({
    targets: typed.filter((word) => !own.has(word)),
    output: join(root, 'dist'),
    ...(typed.includes('--unsigned') ? { config: unsigned } : {}),
  });
});
