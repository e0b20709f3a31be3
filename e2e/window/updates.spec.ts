import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright/test';
import { digestOf } from '../../src/main/update/feed.ts';
import { createFeedKey, signFeed } from '../../src/main/update/sign.ts';
import { electronExecutable } from '../driver/launch.ts';
import { expect, test as base } from '../driver/person.ts';

interface Publisher {
  /** For the start of the app: where its publisher is, and that it is an AppImage. */
  readonly env: Readonly<Record<string, string>>;
  readonly requests: string[];
  /** The file that is this copy of Parley. */
  readonly image: string;
  readonly program: Buffer;
}

/** A publisher on this computer, whose newest version is 99.0.0. */
const test = base.extend<{ readonly publisher: Publisher }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are needed
  publisher: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-publisher-'));
    const program = randomBytes(200_000);
    const requests: string[] = [];
    let feed = '';
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end(request.url === '/feed.json' ? feed : program);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const key = createFeedKey();
    feed = signFeed(feedAt(address, program), [key.privateKey]);
    const publication = join(folder, 'publication.json');
    writeFileSync(
      publication,
      JSON.stringify({
        homepage: null,
        releases: 'https://parley.example/releases',
        faults: 'https://parley.example/faults',
        maintainer: null,
        feed: `${address}/feed.json`,
        feedKeys: [key.publicKey],
      }),
    );
    const image = join(folder, 'Parley-x86_64.AppImage');
    writeFileSync(image, 'an older Parley', { mode: 0o755 });
    const env = {
      PARLEY_PUBLICATION: publication,
      APPIMAGE: image,
      APPDIR: dirname(electronExecutable() ?? process.execPath),
    };
    await provide({ env, requests, image, program });
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  },
});

function feedAt(address: string, program: Buffer) {
  return {
    format: 1 as const,
    serial: 1,
    signedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 24 * 60 * 60_000).toISOString(),
    releases: [
      {
        version: '99.0.0',
        channel: 'stable' as const,
        publishedAt: '2027-02-28T08:00:00Z',
        notes: {
          en: 'Added\n\n- Conversations open twice as fast.\n- A quick prompt that stays where it was.',
          ru: 'Добавлено\n\n- Беседы открываются вдвое быстрее.\n- Быстрый вопрос остаётся на своём месте.',
        },
        page: 'https://parley.example/releases/99.0.0',
        packages: [
          {
            target: `linux-${process.arch}-appimage`,
            url: `${address}/Parley-x86_64.AppImage`,
            size: program.length,
            sha512: digestOf(program),
          },
        ],
      },
    ],
  };
}

async function openAbout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  const navigation = page.getByRole('navigation', { name: 'Settings' });
  await navigation.getByRole('button', { name: 'About', exact: true }).click();
}

test('nothing is asked of anybody before the one question, and a no is remembered', async ({
  parley,
  publisher,
}) => {
  const page = await parley.start(publisher.env);
  await expect(page.getByText('Look for new versions once a day?')).toBeVisible();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expect(page.getByText('Look for new versions once a day?')).toBeHidden();
  await parley.quit();
  const again = await parley.start(publisher.env);
  await expect(again.getByText('ELIZA is listening.')).toBeVisible();
  await expect(again.getByText('Look for new versions once a day?')).toBeHidden();
  expect(publisher.requests).toEqual([]);
  // By hand it is looked for all the same.
  await openAbout(again);
  await again.getByRole('button', { name: 'Check now' }).click();
  await expect(again.getByText('Parley 99.0.0 is out').first()).toBeVisible();
  expect(publisher.requests).toEqual(['/feed.json']);
});

test('a newer version is told with what is new, brought, and in place after the end', async ({
  parley,
  publisher,
}) => {
  test.skip(process.platform !== 'linux', 'the copy plays an AppImage');
  const page = await parley.start(publisher.env);
  await page.getByRole('button', { name: 'Yes, look' }).click();
  await expect(page.getByText('Parley 99.0.0 is out')).toBeVisible();
  await page.getByRole('button', { name: 'What is new' }).click();
  await expect(page.getByText('Conversations open twice as fast.')).toBeVisible();
  await page.getByRole('button', { name: /^Download \(/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog.getByText('Parley 99.0.0 is ready')).toBeVisible();
  expect(readFileSync(publisher.image, 'utf8')).toBe('an older Parley');
  await parley.quit();
  expect(readFileSync(publisher.image).equals(publisher.program)).toBe(true);
});

test('a version that was skipped is not told again', async ({ parley, publisher }) => {
  const page = await parley.start(publisher.env);
  await page.getByRole('button', { name: 'Yes, look' }).click();
  await page.getByRole('button', { name: 'What is new' }).click();
  await page.getByRole('button', { name: 'Skip this version' }).click();
  await expect(page.getByText('You skipped Parley 99.0.0.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Parley 99.0.0 is out')).toBeHidden();
});

test('About has the licences of everything inside, and the pages open in the browser', async ({
  parley,
  publisher,
}) => {
  const page = await parley.start(publisher.env);
  await openAbout(page);
  await page.getByRole('button', { name: 'Third-party licences' }).click();
  await expect(page.getByRole('region', { name: 'Third-party licences' })).toContainText(
    /react \d[\d.]+ \(MIT\)/,
  );
  await page.getByRole('button', { name: 'Report a fault' }).click();
  await expect.poll(() => parley.app().openedLinks()).toEqual(['https://parley.example/faults']);
});
