import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicationSchema } from '../../src/main/update/publication.ts';
import type { Publication } from '../../src/main/update/publication.ts';
import { root } from '../set-up/run.mjs';

/** Throws for a file that is no publication. */
export function readPublication(file = join(root, 'resources', 'publication.json')): Publication {
  return publicationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** What has to be filled in before a release: empty when a release can be made. */
export function missingForRelease(publication: Publication): readonly string[] {
  const missing = Object.entries(publication).filter(
    ([name, value]) => value === null || (name === 'feedKeys' && (value as string[]).length !== 2),
  );
  const made = Object.entries(publication).filter(
    ([, value]) => typeof value === 'string' && /\.(example|invalid|test)\b/.test(value),
  );
  return [...missing, ...made].map(([name]) => name);
}

/**
 * What the packager is told of the publisher. The formats want a page and an address even of a package that nobody
 * publishes: such a one names a host that can never exist (RFC 2606).
 */
export function publisher({ homepage, maintainer }: Publication) {
  return {
    homepage: homepage ?? 'https://parley.example/',
    maintainer: maintainer ?? 'The Parley authors <nobody@parley.example>',
  };
}
