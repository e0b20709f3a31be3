import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpdateState } from '#shared/update/update.ts';
import { afterwards, openHttp, serve } from '../../net/testing/loopback.ts';
import { createUpdateMemoryFile } from '../../storage/updates.ts';
import { digestOf } from '../feed.ts';
import type { Feed, Release } from '../feed.ts';
import { appImageInstaller } from '../installer.ts';
import { createFeedKey, signFeed } from '../sign.ts';
import { createUpdates } from '../updates.ts';
import type { UpdatesOptions } from '../updates.ts';

export const TODAY = Date.parse('2027-03-01T12:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

const keys = [createFeedKey(), createFeedKey()] as const;
export const [firstKey, secondKey] = keys;
export const stranger = createFeedKey();

/** The program as it is in the next version. */
export const nextProgram = randomBytes(300_000);

export function release(version: string, change: Partial<Release> = {}): Release {
  return {
    version,
    channel: 'stable',
    publishedAt: '2027-02-28T08:00:00Z',
    notes: { en: `What is new in ${version}` },
    page: 'https://parley.example/releases',
    packages: [],
    ...change,
  };
}

export function feedOf(releases: readonly Release[], change: Partial<Feed> = {}): Feed {
  return {
    format: 1,
    serial: 10,
    signedAt: new Date(TODAY - DAY_MS).toISOString(),
    expiresAt: new Date(TODAY + 29 * DAY_MS).toISOString(),
    releases: [...releases],
    ...change,
  };
}

export function packageAt(url: string, bytes: Uint8Array = nextProgram) {
  return { target: 'linux-x64-appimage', url, size: bytes.length, sha512: digestOf(bytes) };
}

export interface Publisher {
  readonly address: string;
  /** What the feed says from now on. */
  publish: (text: string) => void;
  /** How a request for the package is answered. */
  answer: (respond: (response: ServerResponse) => void) => void;
  readonly requests: { readonly url: string; readonly headers: string }[];
}

function sendNextProgram(response: ServerResponse): void {
  response.end(nextProgram);
}

/** A publisher on this computer, with version 1.1.0 as an AppImage. */
export async function openPublisher(): Promise<Publisher> {
  let feed = '';
  let respond = sendNextProgram;
  const requests: { url: string; headers: string }[] = [];
  const address = await serve((request, response) => {
    requests.push({ url: request.url ?? '', headers: JSON.stringify(request.headers) });
    if (request.url === '/feed.json') response.end(feed);
    else respond(response);
  });
  feed = signFeed(feedOf([release('1.1.0', { packages: [packageAt(`${address}/parley`)] })]), [
    firstKey.privateKey,
  ]);
  return {
    address,
    publish: (text) => {
      feed = text;
    },
    answer: (next) => {
      respond = next;
    },
    requests,
  };
}

/** Parley 1.0.0 as an AppImage in a folder of its own, with everything real but the end of the process. */
export function openCopy(address: string, change: Partial<UpdatesOptions> = {}, folder?: string) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'parley-updates-'));
  if (folder === undefined) afterwards(() => rmSync(home, { recursive: true, force: true }));
  const image = join(home, 'Parley-x86_64.AppImage');
  if (folder === undefined) writeFileSync(image, 'version 1.0.0', { mode: 0o755 });
  const data = join(home, 'data');
  mkdirSync(data, { recursive: true });
  const states: UpdateState[] = [];
  const ended: string[] = [];
  const settings = { check: true as boolean | null, early: false };
  const faults: unknown[] = [];
  const updates = createUpdates({
    publication: {
      homepage: null,
      releases: null,
      faults: null,
      maintainer: null,
      // Tests have no https; the schema of the file has.
      feed: `${address}/feed.json`,
      feedKeys: keys.map(({ publicKey }) => publicKey),
    },
    version: '1.0.0',
    target: { way: 'install', name: 'linux-x64-appimage', file: image },
    installer: appImageInstaller(image, {
      quit: () => ended.push('quit'),
      relaunch: (program) => ended.push(`relaunch ${program}`),
    }),
    http: openHttp(),
    memory: createUpdateMemoryFile(data),
    settings: () => settings,
    now: () => TODAY,
    onChange: ({ state }) => states.push(state),
    quit: () => ended.push('asked to quit'),
    report: (error) => faults.push(error),
    ...change,
  });
  return { updates, states, ended, settings, image, home, data, faults };
}
