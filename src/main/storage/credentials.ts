import { FailureError } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { openCredentialEntries } from './credential-entries.ts';
import type { Audience, CredentialEntries, CredentialEntry } from './credential-entries.ts';
import type { FileProblem } from './files/document-file.ts';
import { createSequence } from './sequence.ts';
import type { Sequence } from './sequence.ts';

export interface CredentialFile {
  /** As `audience` would find it. Asks nothing of the system. */
  readonly status: (id: ProviderId, audience: Audience) => CredentialStatus;
  /** The secret itself, for the request that needs it; `null` when there is none for all of `audience` that can be read. */
  readonly read: (id: ProviderId, audience: Audience) => Promise<string | null>;
  readonly write: (id: ProviderId, secret: string, given: CredentialGiven) => Promise<void>;
  readonly remove: (id: ProviderId) => Promise<void>;
  /** Gives a stored credential to another audience, in place of the one before. A person has to have said so. */
  readonly give: (id: ProviderId, audience: Audience) => Promise<void>;
  /** Takes a credential off the disk, or puts it there though nothing protects it. A person has to have said so. */
  readonly keep: (id: ProviderId, where: 'session' | 'disk') => Promise<void>;
}

export interface CredentialGiven {
  readonly audience: Audience;
  /** `false` leaves nothing of the secret readable, for one that a person made up. */
  readonly hint?: boolean;
}

/** The system's own encryption, after Electron's asynchronous `safeStorage`. */
export interface Cipher {
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  readonly decrypt: (
    bytes: Uint8Array,
  ) => Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }>;
  /** Whether something that only this system has is needed to read what was encrypted; told by its first bytes. */
  readonly protects: (bytes: Uint8Array) => boolean;
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
  /** Whom a credential of an older version was sent to until now. */
  readonly audienceNow?: (id: ProviderId) => Audience;
  /** Told when reading showed a status to be another one than it was. */
  readonly onStatusChange?: () => void;
}

interface SessionEntry {
  readonly secret: string;
  readonly audience: Audience;
  readonly hint?: string;
}

/**
 * `credentials.json`, readable by its owner only, encrypted by the system. How well is told by each ciphertext, not by
 * what the system says of itself. What nothing would protect lives in memory for this session, unless a person wants it
 * on the disk all the same; so does everything while the file was written by a newer Parley. The system is not asked
 * before a credential is written or read. What cannot be decrypted is kept and reported as `unreadable` until it is
 * replaced. White space around a secret is no part of it; an empty one is none.
 * What changes anything rejects with `storage-failed`, and then the credential is what it was.
 */
export function createCredentialFile(options: CredentialFileOptions): CredentialFile {
  const file = openCredentialEntries(options);
  const session = new Map<ProviderId, SessionEntry>();
  const writes = createSequence();
  const { encrypt, protects, decrypt, unreadable } = createSealing(options, file, writes);

  async function write(
    id: ProviderId,
    secret: string,
    { audience, hint = true }: CredentialGiven,
  ): Promise<void> {
    const entry = sessionEntry(secret, audience, hint);
    const encrypted = file.readOnly ? null : await encrypt(entry);
    if (encrypted !== null && protects(encrypted)) {
      file.set(id, encrypted);
      session.delete(id);
    } else {
      // What was there before is replaced, and must not come back at the next start.
      file.delete(id);
      session.set(id, entry);
    }
    unreadable.delete(id);
  }

  function remove(id: ProviderId): void {
    file.delete(id);
    session.delete(id);
    unreadable.delete(id);
  }

  function give(id: ProviderId, audience: Audience): void {
    const kept = session.get(id);
    const stored = file.get(id);
    if (kept !== undefined) session.set(id, { ...kept, audience });
    else if (stored !== undefined) file.set(id, { ...stored, audience });
  }

  async function keep(id: ProviderId, where: 'session' | 'disk'): Promise<void> {
    const stored = file.get(id);
    const kept = session.get(id);
    if (where === 'disk') {
      const encrypted = kept === undefined || file.readOnly ? null : await encrypt(kept);
      if (encrypted === null) return;
      file.set(id, encrypted);
      session.delete(id);
    } else if (stored !== undefined) {
      const text = await decrypt(id, stored, { renews: false });
      if (text === null) throw refused();
      file.delete(id);
      session.set(id, sessionEntry(text, stored.audience, stored.hint !== undefined));
    }
  }

  function find(id: ProviderId): SessionEntry | CredentialEntry | undefined {
    return session.get(id) ?? file.get(id);
  }

  function status(id: ProviderId, audience: Audience): CredentialStatus {
    const entry = find(id);
    if (entry === undefined) return { present: false, state: 'absent' };
    const told = {
      audience: entry.audience,
      ...(entry.hint !== undefined && { hint: entry.hint }),
      kept: 'secret' in entry ? 'session' : protects(entry) ? 'system' : 'plain',
    } as const;
    if (!covers(entry, audience)) return { present: false, state: 'elsewhere', ...told };
    return { present: true, state: unreadable.has(id) ? 'unreadable' : 'ready', ...told };
  }

  return {
    status,
    read: async (id, audience) => {
      const entry = find(id);
      if (entry === undefined || !covers(entry, audience)) return null;
      return 'secret' in entry ? entry.secret : decrypt(id, entry);
    },
    write: (id, text, given) => {
      const secret = text.trim();
      return writes.run(async () => (secret === '' ? remove(id) : write(id, secret, given)));
    },
    remove: (id) => writes.run(async () => remove(id)),
    give: (id, audience) => writes.run(async () => give(id, audience)),
    keep: (id, where) => writes.run(() => keep(id, where)),
  };
}

/** What the system encrypts and decrypts, and which entries it does not decrypt now. */
function createSealing(
  { cipher, onStatusChange }: CredentialFileOptions,
  file: CredentialEntries,
  writes: Sequence,
) {
  const unreadable = new Set<ProviderId>();

  async function encrypt(entry: SessionEntry): Promise<CredentialEntry | null> {
    if (!(await cipher.isAvailable().catch(() => false))) return null;
    const bytes = await cipher.encrypt(entry.secret).catch((error: unknown) => {
      throw refused(error);
    });
    const { secret: _, ...told } = entry;
    return { ...told, ciphertext: Buffer.from(bytes).toString('base64') };
  }

  function protects({ ciphertext }: CredentialEntry): boolean {
    // Its beginning tells; a status is asked for often.
    return cipher.protects(Buffer.from(ciphertext.slice(0, 8), 'base64'));
  }

  /** `null` for what the system does not decrypt now. `renews: false` within a change, which another one would wait for. */
  async function decrypt(
    id: ProviderId,
    stored: CredentialEntry,
    { renews } = { renews: true },
  ): Promise<string | null> {
    try {
      const { text, shouldReEncrypt } = await cipher.decrypt(
        Buffer.from(stored.ciphertext, 'base64'),
      );
      if (unreadable.delete(id)) onStatusChange?.();
      if (shouldReEncrypt && renews) await writes.run(() => renew(id, text, stored));
      return text;
    } catch {
      // Kept: the keychain may only be locked.
      if (file.get(id)?.ciphertext === stored.ciphertext && !unreadable.has(id)) {
        unreadable.add(id);
        onStatusChange?.();
      }
      return null;
    }
  }

  /** The key of the system has changed. What is stored can still be read, so a failure costs nothing. */
  async function renew(id: ProviderId, secret: string, stored: CredentialEntry): Promise<void> {
    // Another one may have been written before it was this one's turn.
    if (file.get(id)?.ciphertext !== stored.ciphertext) return;
    try {
      const renewed = await encrypt(
        sessionEntry(secret, stored.audience, stored.hint !== undefined),
      );
      // Never from a keychain to none.
      if (renewed === null || (protects(stored) && !protects(renewed))) return;
      file.set(id, renewed);
      onStatusChange?.();
    } catch {
      // The next reading tries again.
    }
  }

  return { encrypt, protects, decrypt, unreadable };
}

/** For nobody is for nobody: an empty audience is no licence. */
function covers(entry: { readonly audience: Audience }, audience: Audience): boolean {
  return audience.length > 0 && audience.every((one) => entry.audience.includes(one));
}

function sessionEntry(secret: string, audience: Audience, withHint: boolean): SessionEntry {
  const hasHint = withHint && secret.length >= 12;
  return { secret, audience, ...(hasHint && { hint: secret.slice(-4) }) };
}

/** Without what the system says: it is not ours to know whether that holds a secret. */
function refused(cause?: unknown): FailureError {
  return new FailureError(
    {
      code: 'storage-failed',
      message:
        'Cannot save the credential: the keychain of the system did not answer. Unlock the keychain and try again.',
      retryable: true,
    },
    { cause },
  );
}
