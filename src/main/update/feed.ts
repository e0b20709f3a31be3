import { createHash, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { UpdateFault } from '#shared/update/update.ts';
import { isNewer, isVersion } from './version.ts';

/** What a signature is made of besides the payload, so that nothing else that a key signs can be taken for a feed. */
export const FEED_CONTEXT = 'Parley feed of updates, format 1\n';

const httpAddress = z.url({ protocol: /^https?$/ }).max(2048);

const packageSchema = z.object({
  /** `linux-x64-appimage`, `win-arm64-nsis`, `mac-x64-zip` and the like; others are of no use to this version. */
  target: z.string().max(64),
  url: httpAddress,
  /** Bytes. */
  size: z.number().int().positive(),
  /** Base64. */
  sha512: z.base64().length(88),
});
export type UpdatePackage = z.infer<typeof packageSchema>;

const releaseSchema = z.object({
  version: z.string().max(64).refine(isVersion),
  channel: z.enum(['stable', 'early']),
  publishedAt: z.iso.datetime(),
  notes: z.object({ en: z.string().max(16_384), ru: z.string().max(16_384).optional() }),
  page: z.url({ protocol: /^https$/ }).max(2048),
  packages: z.array(packageSchema).max(64),
});
export type Release = z.infer<typeof releaseSchema>;

export const feedSchema = z.object({
  format: z.literal(1),
  /** Rises with every feed that is signed. */
  serial: z.number().int().positive(),
  signedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  releases: z.array(releaseSchema).max(64),
});
export type Feed = z.infer<typeof feedSchema>;

/** The signatures are of the payload's very characters, so that nobody has to agree on how JSON is written. */
export const signedFeedSchema = z.object({
  payload: z.string(),
  signatures: z.array(z.base64().length(88)).min(1).max(8),
});

export interface Trust {
  /** Ed25519, base64 of 32 bytes. One good signature by one of them is enough. */
  readonly keys: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The highest serial that was ever seen. */
  readonly lastSerial: number;
}

export type OpenedFeed =
  | { readonly ok: true; readonly feed: Feed }
  | { readonly ok: false; readonly fault: UpdateFault };

/** Nothing of a feed is read before its signature, and nothing of it is believed after its time. Never throws. */
export function openFeed(text: string, { keys, now, lastSerial }: Trust): OpenedFeed {
  const signed = parse(text, signedFeedSchema);
  if (signed === null || !isSigned(signed, keys)) return { ok: false, fault: 'untrusted' };
  const feed = parse(signed.payload, feedSchema);
  if (feed === null) return { ok: false, fault: 'untrusted' };
  // The attack before the accident: an old feed that is played back is told as such even when it has expired as well.
  if (feed.serial < lastSerial) return { ok: false, fault: 'older' };
  if (Date.parse(feed.expiresAt) <= now) return { ok: false, fault: 'expired' };
  return { ok: true, feed };
}

/** The newest release above `current`: of the stable ones, and with `early` of all. */
export function newestRelease(
  { releases }: Feed,
  { current, early }: { readonly current: string; readonly early: boolean },
): Release | null {
  let newest: Release | null = null;
  for (const release of releases) {
    if (release.channel === 'early' && !early) continue;
    if (isNewer(release.version, newest?.version ?? current)) newest = release;
  }
  return newest;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('base64');
}

function isSigned(
  { payload, signatures }: z.infer<typeof signedFeedSchema>,
  keys: readonly string[],
): boolean {
  const message = Buffer.from(FEED_CONTEXT + payload);
  return keys.some((key) => {
    const publicKey = readKey(key);
    return signatures.some((signature) =>
      verify(null, message, publicKey, Buffer.from(signature, 'base64')),
    );
  });
}

/** The 32 bytes of an Ed25519 key behind what RFC 8410 puts before them. */
function readKey(key: string) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  const der = Buffer.concat([prefix, Buffer.from(key, 'base64')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

function parse<Output>(text: string, schema: z.ZodType<Output>): Output | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
