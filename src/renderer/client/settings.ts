import type { Language, Settings, SettingsPatch } from '#shared/settings.ts';
import { call } from './bridge.ts';
import { getEnvironment, useEnvironment } from './environment.ts';
import { createFilledStore } from './filled-store.ts';

const settings = createFilledStore<Settings>('the settings');

export const receiveSettings = settings.set;
export const getSettings = settings.get;
export const useSettings = settings.use;

/** The change is seen when main confirms it. */
export function changeSettings(patch: SettingsPatch): Promise<void> {
  return call('settings.change', patch);
}

/** The language chosen, or the system's. */
export function useLanguage(): Language {
  const chosen = useSettings((state) => state.language);
  const { systemLanguage } = useEnvironment();
  return chosen ?? systemLanguage;
}

/** The same outside React. */
export function getLanguage(): Language {
  return getSettings().language ?? getEnvironment().systemLanguage;
}
