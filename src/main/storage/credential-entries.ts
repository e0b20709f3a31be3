import { z } from 'zod';
import type { ProviderId } from '#shared/id.ts';
import { openDocument } from './files/document-file.ts';
import type { Document, FileProblem } from './files/document-file.ts';
import { createJsonFile } from './files/json-file.ts';

/**
 * Whom a credential was given for: origins of servers, or whatever else names one receiver. It is handed out for these
 * and for nobody else.
 */
export type Audience = readonly string[];

const entrySchema = z.object({
  /** Base64. */
  ciphertext: z.base64(),
  audience: z.array(z.string()).readonly(),
  /** The last four characters of a secret that is long enough to have them shown. */
  hint: z.string().max(4).exactOptional(),
});
export type CredentialEntry = Readonly<z.infer<typeof entrySchema>>;

/** Version 1 knew no audience. */
const formerSchema = entrySchema
  .omit({ audience: true })
  .extend({ audience: z.undefined().optional() });

const SCHEMA_VERSION = 2;

export interface CredentialEntries {
  /** A newer Parley wrote the file: it is not touched. */
  readonly readOnly: boolean;
  readonly get: (id: ProviderId) => CredentialEntry | undefined;
  /** Throws `storage-failed`, and then the entry is what it was. */
  readonly set: (id: ProviderId, entry: CredentialEntry) => void;
  /** The same. */
  readonly delete: (id: ProviderId) => void;
}

export interface CredentialEntriesOptions {
  readonly directory: string;
  readonly clock?: (() => number) | undefined;
  readonly audienceNow?: ((id: ProviderId) => Audience) | undefined;
  readonly report?: ((problem: FileProblem) => void) | undefined;
  readonly checkFolder?: (() => void) | undefined;
}

/**
 * The entries of `credentials.json`; those that this version cannot read stay in it untouched. An entry of version 1 is
 * bound to `audienceNow`, whom it would have been sent to until now, and that is written at once: a later change of
 * address must not take it along.
 */
export function openCredentialEntries(options: CredentialEntriesOptions): CredentialEntries {
  const { directory, clock = Date.now, audienceNow = () => [], report, checkFolder } = options;
  const file = createJsonFile(directory, 'credentials', { checksum: true, checkFolder });
  const document = openDocument({ file, clock, schemaVersion: SCHEMA_VERSION, report });
  let parsed = parsedIn(document.read());

  function bindFormer(entries: Map<string, unknown>): void {
    for (const [id, value] of entries) {
      const former = formerSchema.safeParse(value).data;
      if (former !== undefined) entries.set(id, { ...former, audience: audienceNow(id) });
    }
  }

  function replace(edit: (entries: Map<string, unknown>) => void): void {
    const content = document.change((before) => {
      const entries = new Map(Object.entries(rawIn(before)));
      bindFormer(entries);
      edit(entries);
      return { ...before, credentials: Object.fromEntries(entries) };
    });
    parsed = parsedIn(content);
    try {
      // Once more, so that the backup does not keep a secret that was replaced or removed.
      file.write(content);
    } catch {
      // The file itself is right; the next write clears the backup.
    }
  }

  const hasFormer = Object.values(rawIn(document.read())).some(isFormer);
  if (hasFormer && !document.isNewer) {
    try {
      replace(() => undefined);
    } catch {
      // Bound for this session; the next start tries again.
      const entries = new Map(Object.entries(rawIn(document.read())));
      bindFormer(entries);
      parsed = parsedIn({ credentials: Object.fromEntries(entries) });
    }
  }

  return {
    readOnly: document.isNewer,
    get: (id) => parsed.get(id),
    set: (id, entry) => replace((entries) => entries.set(id, entry)),
    delete: (id) => {
      if (document.isNewer || !Object.hasOwn(rawIn(document.read()), id)) return;
      replace((entries) => entries.delete(id));
    },
  };
}

function isFormer(value: unknown): boolean {
  return formerSchema.safeParse(value).success;
}

function rawIn(document: Document): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).safeParse(document['credentials']).data ?? {};
}

function parsedIn(document: Document): ReadonlyMap<ProviderId, CredentialEntry> {
  const found = new Map<ProviderId, CredentialEntry>();
  for (const [id, value] of Object.entries(rawIn(document))) {
    const entry = entrySchema.safeParse(value).data;
    if (entry !== undefined) found.set(id, entry);
  }
  return found;
}
