import type { NewVersion, UpdateFault } from '#shared/update/update.ts';
import type { Http } from '../net/http.ts';
import type { Course } from './course.ts';
import { newestRelease, openFeed } from './feed.ts';
import type { Feed, Release, UpdatePackage } from './feed.ts';
import type { Publication } from './publication.ts';
import { may } from './state.ts';
import type { Target } from './target.ts';

export interface Search {
  /** As a person asks for it: whatever the settings say, and what fails is shown. */
  readonly check: () => Promise<void>;
  /** As the clock asks for it: where it was agreed to, and at most once a day. */
  readonly checkDaily: () => Promise<void>;
}

export interface SearchOptions {
  readonly course: Course;
  readonly publication: Publication;
  readonly version: string;
  readonly target: Target;
  readonly http: Pick<Http, 'send'>;
  readonly settings: () => { readonly check: boolean | null; readonly early: boolean };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

/** A feed of sixty releases with their notes is a tenth of it. */
const LARGEST_FEED = 2 * 1024 * 1024;
const FEED_TIMEOUT_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

export function createSearch(options: SearchOptions): Search {
  const { course, version, target, settings, now } = options;
  let checking: Promise<void> | null = null;

  function begin(): Promise<void> {
    checking ??= look().finally(() => {
      checking = null;
    });
    return checking;
  }

  async function look(): Promise<void> {
    course.remember({ triedAt: now() });
    const read = await readFeed(options).catch((cause: unknown): ReadFeed => ({
      ok: false,
      fault: 'unreachable',
      cause,
    }));
    if (!read.ok) {
      options.report(read.cause);
      course.tell({ type: 'check-failed', fault: read.fault });
      return;
    }
    course.remember({ serial: read.feed.serial, checkedAt: now() });
    const release = newestRelease(read.feed, { current: version, early: settings().early });
    if (release === null) return course.found(null, null);
    const wanted = release.packages.find(({ target: name }) => name === target.name) ?? null;
    course.found(describe(release, wanted, target), wanted);
  }

  async function check(): Promise<void> {
    if (!may('check', course.state())) return checking ?? undefined;
    course.tell({ type: 'check-began' });
    await begin();
  }

  async function checkDaily(): Promise<void> {
    if (settings().check !== true || !may('check', course.state())) return;
    const { triedAt } = course.memory();
    // A clock that was set back must not put the next check off for years.
    if (triedAt !== null && triedAt <= now() && now() - triedAt < DAY_MS) return;
    await begin();
  }

  return { check, checkDaily };
}

type ReadFeed =
  | { readonly ok: true; readonly feed: Feed }
  | { readonly ok: false; readonly fault: UpdateFault; readonly cause: unknown };

async function readFeed({ publication, course, http, now }: SearchOptions): Promise<ReadFeed> {
  const request = {
    method: 'GET',
    url: publication.feed ?? '',
    headers: { 'cache-control': 'no-cache' },
    carriesNothing: true,
  } as const;
  const response = await http.send(request, AbortSignal.timeout(FEED_TIMEOUT_MS));
  if (response.status !== 200) throw new Error(`The feed of updates answered ${response.status}.`);
  const opened = openFeed(await response.text(LARGEST_FEED), {
    keys: publication.feedKeys,
    now: now(),
    lastSerial: course.memory().serial,
  });
  if (opened.ok) return opened;
  return { ...opened, cause: new Error(`The feed of updates is ${opened.fault}.`) };
}

function describe(release: Release, wanted: UpdatePackage | null, { way }: Target): NewVersion {
  const { version, channel, publishedAt, notes, page } = release;
  return {
    version,
    early: channel === 'early',
    publishedAt,
    notes,
    page,
    way: way === 'install' && wanted === null ? 'page' : way,
    size: way === 'install' ? (wanted?.size ?? null) : null,
  };
}
