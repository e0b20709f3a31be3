import type { Settings } from '#shared/settings.ts';

export interface SettingsFile {
  readonly read: () => Settings;
  /** Merges and saves; returns the settings as they now are. */
  readonly change: (patch: Partial<Settings>) => Settings;
}
