import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFeedKey, publicKeyOf, signFeed } from '../src/main/update/sign.ts';
import { mergeFeeds, nextFeed } from './feed/feeds.ts';
import { releaseOf } from './feed/release.ts';
import { signSums } from './feed/sums.ts';
import { readPublication } from './package/publication.ts';
import { SetUpFailure, main } from './set-up/failure.mjs';
import { root } from './set-up/run.mjs';

const usage = `Usage:
  sign-feed.ts keys --out FILE                      a new key: the secret into FILE, the public one is printed
  sign-feed.ts add --packages FOLDER --downloads ADDRESS --page ADDRESS --out FILE
                                                    the feed of a release that is being made
  sign-feed.ts renew --feeds FOLDER --out FILE      the feed of published releases, good for thirty days more
  sign-feed.ts sums --in FILE --out FILE            the signature of checksums
All but keys read the secret key (PEM) from standard input. --publication FILE
and --version VERSION: others than the app's own, for a rehearsal.`;

/** The feed of updates, signed. The key never is an argument: whoever lists the processes of a computer reads those. */
await main(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      in: { type: 'string' },
      packages: { type: 'string' },
      downloads: { type: 'string' },
      page: { type: 'string' },
      feeds: { type: 'string' },
      publication: { type: 'string' },
      version: { type: 'string' },
    },
  });
  const needed = (name: keyof typeof values): string => {
    const value = values[name];
    if (value === undefined) throw new SetUpFailure(`--${name} is missing.\n${usage}`);
    return value;
  };
  switch (positionals[0] ?? '') {
    case 'keys': {
      const { publicKey, privateKey } = createFeedKey();
      // A key that is there is never overwritten: nobody could sign what the apps out there trust.
      writeFileSync(needed('out'), privateKey, { mode: 0o600, flag: 'wx' });
      console.log(publicKey);
      return 0;
    }
    case 'add': {
      const release = await releaseOf({
        packages: needed('packages'),
        downloads: needed('downloads'),
        page: needed('page'),
        version: values.version ?? versionOf(),
      });
      writeFileSync(needed('out'), sign(nextFeed([release], 0)));
      return 0;
    }
    case 'renew': {
      const { feedKeys } = readPublication(values.publication);
      const folder = needed('feeds');
      const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      writeFileSync(needed('out'), sign(mergeFeeds(texts, feedKeys)));
      return 0;
    }
    case 'sums':
      writeFileSync(needed('out'), signSums(readFileSync(needed('in')), readKey()));
      return 0;
    default:
      throw new SetUpFailure(usage);
  }

  function sign(feed: Parameters<typeof signFeed>[0]): string {
    return signFeed(feed, [readKey()]);
  }

  /** Apps refuse what another key has signed, so that is refused here first. */
  function readKey(): string {
    const key = readFileSync(0, 'utf8');
    const { feedKeys } = readPublication(values.publication);
    if (!feedKeys.includes(publicKeyOf(key)))
      throw new SetUpFailure(
        'Cannot sign: the app trusts other keys than this one. The public keys are in resources/publication.json.',
      );
    return key;
  }
});

function versionOf(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
