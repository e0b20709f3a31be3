import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { complete } from './lacking.ts';
import { stateFolder } from '../state.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

/**
 * `PARLEY_STAND_IN_KEYRING`: the backend to play; `unavailable`: there is none. Without it `basic_text`, which is the
 * truth: the key is a file beside the other state of the stand-in.
 */
let keyring = process.env['PARLEY_STAND_IN_KEYRING'] ?? 'basic_text';

const VERSION = Buffer.from('v20');
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

export const safeStorage = complete('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(keyring !== 'unavailable'),
  getSelectedStorageBackend: () =>
    keyring === 'unavailable' ? 'basic_text' : (keyring as Backend),
  encryptStringAsync: async (text) => {
    checkAvailable('encrypting');
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', key(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([VERSION, nonce, cipher.getAuthTag(), body]));
  },
  decryptStringAsync: async (encrypted) => {
    checkAvailable('decrypting');
    const start = VERSION.length;
    if (!encrypted.subarray(0, start).equals(VERSION)) throw failure('decrypting');
    const nonce = encrypted.subarray(start, start + NONCE_LENGTH);
    const tag = encrypted.subarray(start + NONCE_LENGTH, start + NONCE_LENGTH + TAG_LENGTH);
    const body = encrypted.subarray(start + NONCE_LENGTH + TAG_LENGTH);
    const decipher = createDecipheriv('aes-256-gcm', key(), nonce);
    try {
      decipher.setAuthTag(tag);
      const text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      return await Promise.resolve({ shouldReEncrypt: false, result: text });
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
};

/** One key for each backend, as the keyrings of a system have one each. */
function key(): Buffer {
  const file = join(stateFolder('keyrings'), keyring);
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
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
