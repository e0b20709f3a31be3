import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { FEED_CONTEXT, feedSchema } from './feed.ts';
import type { Feed } from './feed.ts';

/** What publishing a feed takes; no part of the app. */
export interface FeedKey {
  /** As `resources/publication.json` has it. */
  readonly publicKey: string;
  /** PKCS #8 as PEM: a secret. */
  readonly privateKey: string;
}

export function createFeedKey(): FeedKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { publicKey: publicKeyOf(pem), privateKey: pem };
}

/** Throws for what is no key. */
export function publicKeyOf(privateKey: string): string {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return der.subarray(-32).toString('base64');
}

/** The feed as it is published. Throws for one that an app would not read. */
export function signFeed(feed: Feed, privateKeys: readonly string[]): string {
  const payload = JSON.stringify(feedSchema.parse(feed));
  const message = Buffer.from(FEED_CONTEXT + payload);
  const signatures = privateKeys.map((key) => sign(null, message, key).toString('base64'));
  return `${JSON.stringify({ payload, signatures }, null, 2)}\n`;
}
