import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCredentialFile } from '../credentials.ts';
import type { Cipher, CredentialFile } from '../credentials.ts';

/** AES-256-GCM with a key of its own: what another key wrote does not decrypt. */
export function createKeychain(
  options: {
    /** What is written before each ciphertext. */
    readonly version?: string;
    readonly available?: boolean;
    readonly key?: Buffer;
    readonly shouldReEncrypt?: boolean;
  } = {},
): Cipher {
  const { version = 'v11', available = true, key = randomBytes(32) } = options;
  return {
    isAvailable: async () => available,
    encrypt: async (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(version), iv, cipher.getAuthTag(), body]);
    },
    decrypt: async (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(3, 15));
      decipher.setAuthTag(bytes.subarray(15, 31));
      const text = decipher.update(bytes.subarray(31), undefined, 'utf8') + decipher.final('utf8');
      return { text, shouldReEncrypt: options.shouldReEncrypt ?? false };
    },
    protects: (bytes) => Buffer.from(bytes).toString('latin1', 0, 3) !== 'v10',
  };
}

export function openCredentials(directory: string, cipher: Cipher): CredentialFile {
  return createCredentialFile({ directory, cipher, clock: () => 0 });
}

/** Everything in the files of a folder. */
export function everythingIn(directory: string): string {
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('\n');
}
