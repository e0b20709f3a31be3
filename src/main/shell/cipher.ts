import { safeStorage } from 'electron';

/** The system's own encryption through Electron's asynchronous calls; its key never leaves the system. */
export function createCipher() {
  return {
    backend: backendName(),
    isAvailable: (): Promise<boolean> => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text: string): Promise<Uint8Array> => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes: Uint8Array) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
      return { text: result, shouldReEncrypt };
    },
  };
}

/** Only Linux has a choice, and there `basic_text` means that no keyring was found: the key is the same everywhere. */
function backendName(): string {
  if (process.platform === 'darwin') return 'keychain';
  if (process.platform === 'win32') return 'dpapi';
  return safeStorage.getSelectedStorageBackend();
}
