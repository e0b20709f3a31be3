import { MOST_TRUSTED, trustedCertificateSchema } from '#shared/network/network.ts';
import { MOST_FALLBACKS, modelRefSchema } from '#shared/provider/model.ts';
import { splitRows } from '#shared/rows.ts';
import { configuredProviderSchema, settingsSchema } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import { openDocument } from './files/document-file.ts';
import type { Document, FileProblem } from './files/document-file.ts';
import { createJsonFile } from './files/json-file.ts';

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
  /** Told, while the file is opened, what of it is not used. */
  readonly report?: (problem: FileProblem) => void;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: () => void;
}

const SCHEMA_VERSION = 1;

/**
 * `settings.json`. What this version does not know, or finds invalid, stays in the file as it is until it is changed;
 * rows of lists that it does not understand stay also then. A file that cannot be read is that of its backup, or the
 * defaults, and is written only once it could be read. One of a newer version is never written: changes live in memory.
 */
export function createSettingsFile(options: SettingsFileOptions): SettingsFile {
  const { directory, clock = Date.now, report, checkFolder } = options;
  const file = createJsonFile(directory, 'settings', { checkFolder });
  const document = openDocument({ file, clock, schemaVersion: SCHEMA_VERSION, report });
  let settings = settingsSchema.parse(document.read());
  if (othersIn(document.read()) > 0) report?.({ name: 'settings.json', kind: 'not-understood' });

  return {
    read: () => settings,
    change: (patch) => {
      const changed = document.change((before) => ({ ...before, ...withOthers(patch, before) }));
      settings = { ...settings, ...pick(settingsSchema.parse(changed), Object.keys(patch)) };
      return settings;
    },
  };
}

/** How many rows of the lists are not understood. */
function othersIn({ providers, fallback, network }: Document): number {
  return (
    splitRows(providers, configuredProviderSchema).others.length +
    splitRows(fallback, modelRefSchema, MOST_FALLBACKS).others.length +
    othersTrusted(network).length
  );
}

/** The patch with the rows behind its own that the file has and this version does not understand. */
function withOthers(patch: Partial<Settings>, before: Document): Document {
  const { providers, fallback, network } = patch;
  return {
    ...patch,
    ...(providers !== undefined && {
      providers: [...providers, ...splitRows(before['providers'], configuredProviderSchema).others],
    }),
    ...(fallback !== undefined && {
      fallback: [
        ...fallback,
        ...splitRows(before['fallback'], modelRefSchema, MOST_FALLBACKS).others,
      ],
    }),
    ...(network !== undefined && {
      network: {
        ...network,
        trustedCertificates: [...network.trustedCertificates, ...othersTrusted(before['network'])],
      },
    }),
  };
}

function othersTrusted(network: unknown): readonly unknown[] {
  const isObject = typeof network === 'object' && network !== null;
  const certificates: unknown =
    isObject && 'trustedCertificates' in network ? network.trustedCertificates : undefined;
  return splitRows(certificates, trustedCertificateSchema, MOST_TRUSTED).others;
}

function pick(settings: Settings, names: readonly string[]): Partial<Settings> {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
