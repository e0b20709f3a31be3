import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { complete } from './lacking.ts';
import { stateFolder } from '../state.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

/**
 * `PARLEY_STAND_IN_KEYRING`: the backend that the desktop's name stands for, and after a `/` what is true of it:
 * `gnome_libsecret` runs and is open, `gnome_libsecret/missing` does not run, `gnome_libsecret/locked` is not unlocked.
 * `basic_text` has none by its name. `unavailable`: there is no encryption, as only other systems than Linux have it.
 */
let keyring = process.env['PARLEY_STAND_IN_KEYRING'] ?? 'basic_text';
const uses: KeyringUse[] = [];

export type KeyringUse = 'ask' | 'encrypt' | 'decrypt';

/** What Chromium on Linux writes before a ciphertext: without a keyring, and with one. */
const PUBLIC = 'v10';
const KEYRING = 'v11';
const TAG_LENGTH = 3;
/** Chromium's `PosixKeyProvider` and `Encryptor` of Linux: the password is the same on every computer. */
const publicKey = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const ALGORITHM = 'aes-128-cbc';
const IV = Buffer.alloc(16, ' ');

export const safeStorage = complete('safeStorage', {
  isAsyncEncryptionAvailable: () => {
    uses.push('ask');
    return Promise.resolve(keyring !== 'unavailable');
  },
  getSelectedStorageBackend: () =>
    keyring === 'unavailable' ? 'basic_text' : (backendOf(keyring) as Backend),
  encryptStringAsync: async (text) => {
    uses.push('encrypt');
    checkAvailable('encrypting');
    const version = currentVersion();
    const cipher = createCipheriv(ALGORITHM, keyOf(version), IV);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([Buffer.from(version), body]));
  },
  decryptStringAsync: async (encrypted) => {
    uses.push('decrypt');
    checkAvailable('decrypting');
    const version = encrypted.toString('latin1', 0, TAG_LENGTH);
    const isKnown = version === PUBLIC || (version === KEYRING && isOpen());
    if (!isKnown) throw failure('decrypting');
    const decipher = createDecipheriv(ALGORITHM, keyOf(version), IV);
    try {
      const body = encrypted.subarray(TAG_LENGTH);
      const text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      const shouldReEncrypt = version !== currentVersion();
      return await Promise.resolve({ shouldReEncrypt, result: text });
    } catch {
      throw failure('decrypting');
    }
  },
} satisfies Pick<
  Electron.SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>);

/** What a spec may do to the system's keyring. */
export const keyringControl = {
  set: (backend: string): void => {
    keyring = backend;
  },
  /** Each time that the app has turned to it, in order. */
  uses: (): readonly KeyringUse[] => uses,
};

function backendOf(name: string): string {
  return name.split('/', 1)[0] ?? name;
}

function isOpen(): boolean {
  return !keyring.includes('/') && keyring !== 'basic_text';
}

/** Where the keyring cannot be had, Chromium falls back to the public password and tells nobody. */
function currentVersion(): string {
  return isOpen() ? KEYRING : PUBLIC;
}

/** One key for each backend, as the keyrings of a system have one each. */
function keyOf(version: string): Buffer {
  if (version === PUBLIC) return publicKey;
  const file = join(stateFolder('keyrings'), backendOf(keyring));
  try {
    writeFileSync(file, randomBytes(16), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}

function checkAvailable(doing: string): void {
  if (keyring === 'unavailable') throw failure(doing);
}

function failure(doing: string): Error {
  return new Error(
    `Error while ${doing} the ciphertext provided to safeStorage.${doing === 'encrypting' ? 'encryptStringAsync' : 'decryptStringAsync'}.`,
  );
}
