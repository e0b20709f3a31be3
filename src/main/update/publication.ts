import { z } from 'zod';

const page = z.url({ protocol: /^https$/ }).nullable();

/**
 * Who publishes this copy of Parley, and where: `resources/publication.json`, which is part of every package. A copy
 * that nobody publishes (a source tree) has nothing in it, looks for no updates and links to no pages.
 */
export const publicationSchema = z.strictObject({
  /** The pages of the project. */
  homepage: page,
  /** Where its releases are told and downloaded by hand. */
  releases: page,
  /** Where faults are reported. */
  faults: page,
  /** Who answers for the packages, as `Name <address>`. */
  maintainer: z
    .string()
    .regex(/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/)
    .nullable(),
  /** The address of the feed of updates. One on this computer is for tests. */
  feed: page.or(z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ })),
  /** The Ed25519 keys that may sign it, as base64 of their 32 bytes: the one in use and the one after it. */
  feedKeys: z.array(z.base64().length(44)).max(2),
});
export type Publication = z.infer<typeof publicationSchema>;

export const unpublished: Publication = {
  homepage: null,
  releases: null,
  faults: null,
  maintainer: null,
  feed: null,
  feedKeys: [],
};
