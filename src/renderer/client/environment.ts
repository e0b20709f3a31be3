import type { AppSnapshot } from '#shared/contract.ts';
import { createFilledStore } from './filled-store.ts';

/** What stays the same as long as the app runs. */
export type Environment = Pick<
  AppSnapshot,
  'platform' | 'systemLanguage' | 'appVersion' | 'dataFolder' | 'sandboxed'
>;

const environment = createFilledStore<Environment>('the environment');

export function setEnvironment(snapshot: AppSnapshot): void {
  const { platform, systemLanguage, appVersion, dataFolder, sandboxed } = snapshot;
  environment.set({ platform, systemLanguage, appVersion, dataFolder, sandboxed });
}

export const getEnvironment = environment.get;

export function useEnvironment(): Environment {
  return environment.use((state) => state);
}
