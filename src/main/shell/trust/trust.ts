import { createCredentialFile } from '../../storage/credentials.ts';
import type { CredentialFile, CredentialFileOptions } from '../../storage/credentials.ts';
import type { FileProblem } from '../../storage/files/document-file.ts';
import { createCipher } from '../cipher.ts';
import { askForTrust } from '../dialogs.ts';
import type { Preferences } from '../preferences.ts';
import { audienceNow } from './audience.ts';
import { createTrustConfirmation } from './confirm.ts';
import type { ConfirmTrust } from './confirm.ts';

export interface TrustOptions extends Pick<
  CredentialFileOptions,
  'directory' | 'checkFolder' | 'onStatusChange'
> {
  readonly preferences: Preferences;
  /** What of the file is not used is added to it. */
  readonly problems: FileProblem[];
}

/** The credentials of this system's keychain, and the person's own word on what a page may not do alone. */
export function createTrust({ preferences, problems, ...options }: TrustOptions): {
  readonly credentials: CredentialFile;
  readonly confirmTrust: ConfirmTrust;
} {
  const credentials = createCredentialFile({
    ...options,
    cipher: createCipher(),
    report: (problem) => void problems.push(problem),
    audienceNow: (id) => audienceNow(id, preferences.read()),
  });
  return {
    credentials,
    confirmTrust: createTrustConfirmation(preferences.language, askForTrust),
  };
}
