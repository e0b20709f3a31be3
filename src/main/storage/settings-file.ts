import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import { settingsSchema } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import { createJsonFile } from './json-file.ts';
import { loadDocument } from './load-document.ts';
import type { Document, LoadDocumentOptions } from './load-document.ts';

export interface SettingsFile {
  readonly read: () => Settings;
  /** Merges and saves; returns the settings as they now are. */
  readonly change: (patch: Partial<Settings>) => Settings;
}

export interface SettingsFileOptions extends LoadDocumentOptions {
  /** The data folder. */
  readonly directory: string;
  /** Told when saving begins to fail, and with `null` when it works again. The settings apply meanwhile. */
  readonly report: (failure: Failure | null) => void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/**
 * `settings.json`. What this version does not know, or finds invalid, stays in the file as it is until it is changed.
 * Throws `storage-failed` when the file is there and cannot be read.
 */
export function createSettingsFile(options: SettingsFileOptions): SettingsFile {
  const file = createJsonFile(options.directory, 'settings');
  let document: Document = loadDocument(file, options);
  let settings = settingsSchema.parse(document);
  let retry: NodeJS.Timeout | undefined;
  let failures = 0;

  function save(): void {
    clearTimeout(retry);
    try {
      file.write(document);
      if (failures > 0) options.report(null);
      failures = 0;
    } catch (error) {
      retry = setTimeout(save, Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)).unref();
      if (failures === 0) options.report(toFailure(error));
      failures += 1;
    }
  }

  return {
    read: () => settings,
    change: (patch) => {
      document = { ...document, ...patch };
      settings = settingsSchema.parse(document);
      save();
      return settings;
    },
  };
}
