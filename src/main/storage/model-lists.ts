import { z } from 'zod';
import type { ProviderId } from '#shared/id.ts';
import { modelListSchema } from '#shared/provider/model.ts';
import type { ModelList } from '#shared/provider/model.ts';
import { createJsonFile } from './files/json-file.ts';
import type { JsonFileOptions } from './files/json-file.ts';

/** The model list of a provider, and the address that told it. */
export interface KeptModels extends ModelList {
  readonly address: string;
}

/** The model lists of the last fetches, so that a start without a network knows them. Everything in it can be fetched again. */
export interface ModelListFile {
  /** `undefined` when there is none, or it cannot be read. */
  readonly read: (providerId: ProviderId) => KeptModels | undefined;
  /** `null` forgets. Never throws: what cannot be kept is fetched again at the next start. */
  readonly write: (providerId: ProviderId, models: KeptModels | null) => void;
}

const documentSchema = z.record(z.string(), z.unknown());
const keptSchema = modelListSchema.extend({ address: z.string() });

/** `models.json` of the data folder, read at its first use. */
export function createModelListFile(
  directory: string,
  options: Pick<JsonFileOptions, 'checkFolder'> = {},
): ModelListFile {
  const file = createJsonFile(directory, 'models', options);
  let document: Record<string, unknown> | null = null;

  function load(): Record<string, unknown> {
    if (document !== null) return document;
    document = {};
    try {
      const read = file.read();
      document = (read.state === 'read' && documentSchema.safeParse(read.value).data) || {};
    } catch {
      // Unreadable: treated as empty.
    }
    return document;
  }

  return {
    read: (providerId) => keptSchema.safeParse(load()[providerId]).data,
    write: (providerId, models) => {
      const { [providerId]: before, ...others } = load();
      if (models === null && before === undefined) return;
      document = models === null ? others : { ...others, [providerId]: models };
      try {
        file.write(document);
      } catch {
        // Memory has it for this session.
      }
    },
  };
}
