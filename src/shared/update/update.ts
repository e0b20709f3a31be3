/** How a newer version gets here. */
export type UpdateWay =
  /** Parley downloads it and takes its own place with it. */
  | 'install'
  /** A package manager of the system owns this copy: it brings the next one too. */
  | 'system'
  /** By hand, from the page of the release. */
  | 'page';

/** A version that is newer than this one. */
export interface NewVersion {
  readonly version: string;
  /** It is a try-out of the next one. */
  readonly early: boolean;
  /** ISO 8601, the day at least. */
  readonly publishedAt: string;
  /** What is new in it, as plain text. */
  readonly notes: { readonly en: string; readonly ru?: string | undefined };
  /** Where it is told and downloaded by hand. */
  readonly page: string;
  readonly way: UpdateWay;
  /** Of the download, in bytes; `null` where Parley downloads nothing. */
  readonly size: number | null;
}

/** Why something about updates did not work. */
export const updateFaults = [
  /** The feed or the package could not be fetched. */
  'unreachable',
  /** The feed is not signed by Parley's keys, or is no feed. */
  'untrusted',
  /** The feed is too old to rely on, or the clock of this computer is wrong. */
  'expired',
  /** The feed is older than one that was seen before. */
  'older',
  /** The package is not the one that the feed describes. */
  'damaged',
  /** There is no room for the package, or its place cannot be written. */
  'disk',
  /** The package is here, and did not take the place of this version. */
  'not-installed',
] as const;
export type UpdateFault = (typeof updateFaults)[number];

/**
 * Where the search for a newer version is. `fault`: why the last thing that was tried did not work; this version goes on
 * working whatever it is.
 */
export type UpdateState =
  /** Nobody publishes this copy: it looks for nothing. */
  | { readonly phase: 'off' }
  | { readonly phase: 'idle'; readonly fault: UpdateFault | null }
  | { readonly phase: 'checking' }
  | {
      readonly phase: 'available';
      readonly version: NewVersion;
      readonly fault: UpdateFault | null;
    }
  | {
      readonly phase: 'downloading';
      readonly version: NewVersion;
      /** Bytes. */
      readonly received: number;
    }
  /** It is here and checked. It takes its place when Parley ends. */
  | { readonly phase: 'ready'; readonly version: NewVersion }
  | { readonly phase: 'installing'; readonly version: NewVersion };

/** What a window shows of updates. */
export interface UpdateView {
  readonly state: UpdateState;
  /** When the feed was last read with success. Milliseconds since the epoch. */
  readonly checkedAt: number | null;
  /** The host that is asked; `null` where none is. */
  readonly host: string | null;
  /** Pages of this copy's publisher. */
  readonly pages: { readonly releases: string | null; readonly faults: string | null };
}
