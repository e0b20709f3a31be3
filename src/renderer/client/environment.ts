import type { AppSnapshot, CredentialProtection } from '#shared/contract.ts';
import { createFilledStore } from './filled-store.ts';

/** What stays the same as long as the app runs; the protection of credentials once the system has answered. */
export type Environment = Pick<
  AppSnapshot,
  'platform' | 'systemLanguage' | 'appVersion' | 'dataFolder' | 'sandboxed' | 'credentialProtection'
>;

const environment = createFilledStore<Environment>('the environment');

export function setEnvironment(snapshot: AppSnapshot): void {
  const { platform, systemLanguage, appVersion, dataFolder, sandboxed, credentialProtection } =
    snapshot;
  environment.set({
    platform,
    systemLanguage,
    appVersion,
    dataFolder,
    sandboxed,
    credentialProtection,
  });
}

export function receiveProtection(credentialProtection: CredentialProtection): void {
  environment.set({ ...environment.get(), credentialProtection });
}

export const getEnvironment = environment.get;

export function useEnvironment(): Environment {
  return environment.use((state) => state);
}
