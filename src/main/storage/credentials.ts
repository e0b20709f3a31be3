import { z } from 'zod';
import type { CredentialProtection } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { openDocument } from './files/document-file.ts';
import type { Document, FileProblem } from './files/document-file.ts';
import { createJsonFile } from './files/json-file.ts';
import { createSequence } from './sequence.ts';

export interface CredentialFile {
  readonly status: (providerId: ProviderId) => CredentialStatus;
  /** The secret itself, for the request that needs it; `null` when there is none that can be read. */
  readonly read: (providerId: ProviderId) => Promise<string | null>;
  /** `hint: false` leaves nothing of the secret readable, for one that a person made up. */
  readonly write: (
    providerId: ProviderId,
    secret: string | null,
    options?: { readonly hint: boolean },
  ) => Promise<void>;
  readonly protection: () => CredentialProtection;
}

/** The system's own encryption, after Electron's asynchronous `safeStorage`. */
export interface Cipher {
  /** What holds the key: `gnome_libsecret`, `keychain`, `dpapi`; `basic_text` when nothing does. */
  readonly backend: string;
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  readonly decrypt: (
    bytes: Uint8Array,
  ) => Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }>;
}

export interface CredentialFileOptions {
  /** The data folder. */
  readonly directory: string;
  readonly cipher: Cipher;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Told, while the file is opened, what of it is not used. */
  readonly report?: (problem: FileProblem) => void;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: () => void;
  /** Told when the system has answered otherwise than was assumed. */
  readonly onProtectionChange?: (protection: CredentialProtection) => void;
}

const encryptedSchema = z.object({
  backend: z.string(),
  /** Base64. */
  ciphertext: z.base64(),
  /** The last four characters of a secret that is long enough to have them shown. */
  hint: z.string().max(4).optional(),
});
type Encrypted = z.infer<typeof encryptedSchema>;

/**
 * `credentials.json`, readable by its owner only: one `{ backend, ciphertext }` a provider. What cannot be decrypted is
 * kept and reported as `unreadable` until it is replaced. Without encryption, and for a file that a newer Parley wrote,
 * secrets live in memory for this session. White space around a secret is no part of it; an empty one is none.
 * `write` rejects with `storage-failed`, and then the credential is what it was.
 */
export function createCredentialFile(options: CredentialFileOptions): CredentialFile {
  const { cipher, onProtectionChange } = options;
  const file = openFile(options);
  const protection = watchProtection(cipher, onProtectionChange);
  const session = new Map<ProviderId, { readonly secret: string; readonly hint?: string }>();
  const unreadable = new Set<ProviderId>();
  const writes = createSequence();

  async function encrypt(secret: string, withHint: boolean): Promise<Encrypted> {
    const bytes = await cipher.encrypt(secret).catch((error: unknown) => {
      throw refused(error);
    });
    return {
      backend: cipher.backend,
      ciphertext: Buffer.from(bytes).toString('base64'),
      ...(withHint && hintOf(secret)),
    };
  }

  async function decrypt(providerId: ProviderId, stored: Encrypted): Promise<string | null> {
    try {
      const { text, shouldReEncrypt } = await cipher.decrypt(
        Buffer.from(stored.ciphertext, 'base64'),
      );
      unreadable.delete(providerId);
      if (shouldReEncrypt) await writes.run(() => renew(providerId, text, stored));
      return text;
    } catch {
      // Kept: another session of the system may be able to.
      unreadable.add(providerId);
      return null;
    }
  }

  /** The key of the system has changed. What is stored can still be read, so a failure costs nothing. */
  async function renew(providerId: ProviderId, secret: string, stored: Encrypted): Promise<void> {
    // Another one may have been written before it was this one's turn.
    if (file.get(providerId)?.ciphertext !== stored.ciphertext) return;
    try {
      file.set(providerId, await encrypt(secret, stored.hint !== undefined));
    } catch {
      // The next reading tries again.
    }
  }

  async function write(providerId: ProviderId, secret: string, withHint: boolean): Promise<void> {
    if (secret === '') {
      file.delete(providerId);
      session.delete(providerId);
    } else if (file.readOnly || (await protection.settled) === 'none') {
      session.set(providerId, { secret, ...(withHint && hintOf(secret)) });
    } else {
      file.set(providerId, await encrypt(secret, withHint));
      session.delete(providerId);
    }
    unreadable.delete(providerId);
  }

  return {
    status: (providerId) => {
      const kept = session.get(providerId);
      if (kept !== undefined) {
        const { secret: _, ...shown } = kept;
        return { present: true, state: 'ready', ...shown };
      }
      const stored = file.get(providerId);
      if (stored === undefined) return { present: false, state: 'absent' };
      const state = unreadable.has(providerId) ? 'unreadable' : 'ready';
      return stored.hint === undefined
        ? { present: true, state }
        : { present: true, state, hint: stored.hint };
    },
    read: async (providerId) => {
      const kept = session.get(providerId);
      if (kept !== undefined) return kept.secret;
      const stored = file.get(providerId);
      return stored === undefined ? null : decrypt(providerId, stored);
    },
    write: (providerId, secret, { hint } = { hint: true }) =>
      writes.run(() => write(providerId, secret?.trim() ?? '', hint)),
    protection: protection.current,
  };
}

/** The system may ask the person before it answers; until then its answer is taken to be yes. */
function watchProtection(
  cipher: Cipher,
  onChange: ((protection: CredentialProtection) => void) | undefined,
) {
  let current: CredentialProtection = cipher.backend === 'basic_text' ? 'plain' : 'system';
  const settled = cipher
    .isAvailable()
    .catch(() => false)
    .then((available) => {
      if (!available) {
        current = 'none';
        onChange?.(current);
      }
      return current;
    });
  return { current: () => current, settled };
}

/** Without what the system says: it is not ours to know whether that holds a secret. */
function refused(cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'storage-failed',
      message:
        'Cannot save the credential: the keychain of the system did not encrypt it. Unlock the keychain and try again.',
      retryable: true,
    },
    { cause },
  );
}

function hintOf(secret: string): { hint?: string } {
  return secret.length >= 12 ? { hint: secret.slice(-4) } : {};
}

const SCHEMA_VERSION = 1;

/** The entries of the file in memory; those that this version cannot read stay in it untouched. */
function openFile({ directory, clock = Date.now, report, checkFolder }: CredentialFileOptions) {
  const file = createJsonFile(directory, 'credentials', { checksum: true, checkFolder });
  const document = openDocument({ file, clock, schemaVersion: SCHEMA_VERSION, report });
  let parsed = encryptedIn(document.read());

  function replace(edit: (entries: Map<string, unknown>) => void): void {
    const content = document.change((before) => {
      const entries = new Map(Object.entries(entriesOf(before)));
      edit(entries);
      return { ...before, credentials: Object.fromEntries(entries) };
    });
    parsed = encryptedIn(content);
    try {
      // Once more, so that the backup does not keep a secret that was replaced or removed.
      file.write(content);
    } catch {
      // The file itself is right; the next write clears the backup.
    }
  }

  return {
    readOnly: document.isNewer,
    get: (providerId: ProviderId) => parsed.get(providerId),
    set: (providerId: ProviderId, encrypted: Encrypted) =>
      replace((entries) => entries.set(providerId, encrypted)),
    delete: (providerId: ProviderId) => {
      if (document.isNewer || !Object.hasOwn(entriesOf(document.read()), providerId)) return;
      replace((entries) => entries.delete(providerId));
    },
  };
}

function entriesOf(document: Document): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).safeParse(document['credentials']).data ?? {};
}

function encryptedIn(document: Document): ReadonlyMap<ProviderId, Encrypted> {
  const found = new Map<ProviderId, Encrypted>();
  for (const [id, value] of Object.entries(entriesOf(document))) {
    const encrypted = encryptedSchema.safeParse(value).data;
    if (encrypted !== undefined) found.set(id, encrypted);
  }
  return found;
}
