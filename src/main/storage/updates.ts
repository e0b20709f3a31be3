import { z } from 'zod';
import { createJsonFile } from './files/json-file.ts';
import type { JsonFileOptions } from './files/json-file.ts';

/** What a newer version keeps beside it stays. */
const memorySchema = z.looseObject({
  /** The highest serial of a feed that was ever seen: an older one is refused. */
  serial: z.number().catch(0),
  /** When the feed was last asked for, and last read with success. Milliseconds since the epoch. */
  triedAt: z.number().nullable().catch(null),
  checkedAt: z.number().nullable().catch(null),
  /** The version that was to take the place of this one when the app ended. */
  installing: z.string().nullable().catch(null),
});
export type UpdateMemory = z.infer<typeof memorySchema>;

/** What is remembered of updates from one start to the next. */
export interface UpdateMemoryFile {
  readonly read: () => UpdateMemory;
  /** Known at once. Throws `storage-failed` where it cannot be kept. */
  readonly change: (patch: Partial<UpdateMemory>) => void;
}

/** `updates.json` of the data folder. One that cannot be read is as good as none: every version is signed anyway. */
export function createUpdateMemoryFile(
  directory: string,
  options: Pick<JsonFileOptions, 'checkFolder'> = {},
): UpdateMemoryFile {
  const file = createJsonFile(directory, 'updates', options);
  let memory: UpdateMemory | null = null;

  function read(): UpdateMemory {
    memory ??= load();
    return memory;
  }

  function load(): UpdateMemory {
    for (const attempt of [file.read, file.readBackup]) {
      try {
        const found = attempt();
        const kept = found.state === 'read' ? memorySchema.safeParse(found.value).data : undefined;
        if (kept !== undefined) return kept;
      } catch {
        // The next one, or none.
      }
    }
    return memorySchema.parse({});
  }

  return {
    read,
    change: (patch) => {
      memory = { ...read(), ...patch };
      file.write(memory);
    },
  };
}
