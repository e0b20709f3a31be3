import { settingsSchema } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import { createJsonFile } from './files/json-file.ts';
import { loadDocument } from './files/load-document.ts';

export interface SettingsFile {
  readonly read: () => Settings;
  /**
   * Merges and saves; returns the settings as they now are, each that the patch does not name the same object as before.
   * Throws `storage-failed`, and then nothing has changed.
   */
  readonly change: (patch: Partial<Settings>) => Settings;
}

export interface SettingsFileOptions {
  /** The data folder. */
  readonly directory: string;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/**
 * `settings.json`. What this version does not know, or finds invalid, stays in the file as it is until it is changed.
 * Throws `storage-failed` when the file is there and cannot be read.
 */
export function createSettingsFile(options: SettingsFileOptions): SettingsFile {
  const { directory, clock = Date.now } = options;
  const file = createJsonFile(directory, 'settings');
  let document = loadDocument(file, clock);
  let settings = settingsSchema.parse(document);

  return {
    read: () => settings,
    change: (patch) => {
      const changed = { ...document, ...patch };
      file.write(changed);
      document = changed;
      settings = { ...settings, ...pick(settingsSchema.parse(changed), Object.keys(patch)) };
      return settings;
    },
  };
}

function pick(settings: Settings, names: readonly string[]): Partial<Settings> {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
