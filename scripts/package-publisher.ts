import { missingForRelease, readPublication } from './package/publication.ts';

/** Fails while a release could not be made, and says what is missing. */
const missing = missingForRelease(readPublication());
if (missing.length > 0) {
  console.error(
    `Cannot make a release: resources/publication.json has no ${missing.join(', ')}. docs/releasing.md says where they come from.`,
  );
  process.exitCode = 1;
}
