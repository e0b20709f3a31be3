import { join } from 'node:path';
import type { AppEvent } from '#shared/contract.ts';
import type { Language, Settings } from '#shared/settings.ts';
import { FOLDER } from '../storage/conversation/folder.ts';
import type { Conversations } from './conversations.ts';
import { createExporter } from './export/exporter.ts';
import type { ExporterOptions } from './export/exporter.ts';
import { createImporter } from './import/importer.ts';
import { createSearch } from './search/search.ts';

export interface LibraryServicesOptions {
  /** The data folder. */
  readonly directory: string;
  readonly conversations: Conversations;
  readonly preferences: { readonly read: () => Settings; readonly language: () => Language };
  readonly broadcast: (event: AppEvent) => void;
  /** The built threads. */
  readonly workers: { readonly searchWorker: URL; readonly importWorker: URL };
  readonly appVersion: string;
  /** Where files come from and go to: the system's dialogs. */
  readonly dialogs: Pick<ExporterOptions, 'chooseFile' | 'chooseFolder'> & {
    readonly chooseImport: () => Promise<string | null>;
  };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What has to do with the library as a whole: search, export and import. */
export function createLibraryServices(options: LibraryServicesOptions) {
  const { directory, conversations, preferences, workers, dialogs, now } = options;
  const { summaries, get, adopt, commit } = conversations;
  return {
    search: createSearch({
      worker: workers.searchWorker,
      directory: join(directory, FOLDER),
      cacheFolder: join(directory, 'cache', 'search'),
      summaries,
    }),
    exporter: createExporter({
      summaries,
      get,
      language: preferences.language,
      appVersion: options.appVersion,
      now,
      chooseFile: dialogs.chooseFile,
      chooseFolder: dialogs.chooseFolder,
    }),
    importer: createImporter({
      worker: workers.importWorker,
      chooseFile: dialogs.chooseImport,
      summaries,
      adopt,
      trash: (id) => void commit(id, { type: 'trashed', at: now() }),
      model: () => preferences.read().model,
      broadcast: options.broadcast,
    }),
  };
}
