import { openFeed } from '../../src/main/update/feed.ts';
import type { Feed, Release } from '../../src/main/update/feed.ts';

/** How long an app relies on a feed. It is renewed every week, so three renewals may fail. */
const GOOD_FOR_MS = 30 * 24 * 60 * 60_000;

/** The time is the serial, so that nothing has to be remembered from one feed to the next. */
export function nextFeed(releases: readonly Release[], after: number, now = Date.now()): Feed {
  const serial = Math.floor(now / 1000);
  if (serial <= after)
    throw new Error('Cannot sign the feed: one of a later time is published. Check the clock.');
  return {
    format: 1,
    serial,
    signedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + GOOD_FOR_MS).toISOString(),
    releases: [...releases],
  };
}

/** What several feeds tell of, each release once. A feed that no key of ours has signed stops everything. */
export function mergeFeeds(
  texts: readonly string[],
  keys: readonly string[],
  now = Date.now(),
): Feed {
  const releases = new Map<string, Release>();
  let serial = 0;
  for (const text of texts) {
    // Whatever its age: it is what was published with the release.
    const opened = openFeed(text, { keys, now: 0, lastSerial: 0 });
    if (!opened.ok) throw new Error(`Cannot renew the feed: one of the parts is ${opened.fault}.`);
    serial = Math.max(serial, opened.feed.serial);
    for (const release of opened.feed.releases) releases.set(release.version, release);
  }
  if (releases.size === 0) throw new Error('Cannot renew the feed: there is no release in it.');
  return nextFeed([...releases.values()], serial, now);
}
