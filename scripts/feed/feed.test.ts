import { verify, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { openFeed } from '../../src/main/update/feed.ts';
import type { Release } from '../../src/main/update/feed.ts';
import { createFeedKey, signFeed } from '../../src/main/update/sign.ts';
import { mergeFeeds, nextFeed } from './feeds.ts';
import { notesOf } from './release.ts';
import { signSums } from './sums.ts';

const key = createFeedKey();
const NOW = Date.parse('2027-03-01T00:00:00Z');

function release(version: string): Release {
  return {
    version,
    channel: 'stable',
    publishedAt: '2027-03-01T00:00:00.000Z',
    notes: { en: '' },
    page: 'https://parley.example/',
    packages: [],
  };
}

test('A renewed feed has every release once, and apps that saw the ones before believe it', () => {
  const texts = ['1.0.0', '1.1.0-beta.1'].map((version, index) =>
    signFeed(nextFeed([release(version)], 0, NOW - (index + 1) * 1000), [key.privateKey]),
  );
  const merged = mergeFeeds([...texts, texts[0] ?? ''], [key.publicKey], NOW);
  expect(merged.releases.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0-beta.1']);
  const trust = { keys: [key.publicKey], now: NOW, lastSerial: Math.floor(NOW / 1000) - 1 };
  expect(openFeed(signFeed(merged, [key.privateKey]), trust)).toEqual({ ok: true, feed: merged });
});

test('Nothing is renewed that another key has signed, and nothing goes back in time', () => {
  const text = signFeed(nextFeed([release('1.0.0')], 0, NOW), [key.privateKey]);
  expect(() => mergeFeeds([text], [createFeedKey().publicKey], NOW + 1000)).toThrow('untrusted');
  expect(() => mergeFeeds([text], [key.publicKey], NOW)).toThrow('clock');
  expect(() => mergeFeeds([], [key.publicKey], NOW)).toThrow('no release');
});

test('The notes are the section of the version, as plain text', () => {
  const changelog = `# Changelog

## Unreleased

- Coming

## 1.1.0 – 2027-03-01

### Added

- A \`key\` and a [page](https://parley.example/), _quickly_.

## 1.0.0

- First
`;
  expect(notesOf('1.1.0', changelog)).toBe('Added\n\n- A key and a page, quickly.');
  expect(notesOf('1.2.0-beta.1', changelog)).toBe('- Coming');
  expect(() => notesOf('1.2.0', changelog)).toThrow('no section');
});

test('Checksums are signed as openssl verifies them', () => {
  const sums = Buffer.from('abc  Parley.deb\n');
  const signature = signSums(sums, key.privateKey);
  expect(verify(null, sums, createPublicKey(key.privateKey), signature)).toBe(true);
});
