import { safeStorage } from 'electron';
import type { Cipher } from '../storage/credentials.ts';
import { isProtected } from './ciphertext.ts';

/** The system's own encryption through Electron's asynchronous calls; its key never leaves the system. */
export function createCipher(): Cipher {
  return {
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
      return { text: result, shouldReEncrypt };
    },
    protects: (bytes) => isProtected(bytes, process.platform),
  };
}
