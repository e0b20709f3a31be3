import { z } from 'zod';
import { conversationIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { openDocument } from './files/document-file.ts';
import { createJsonFile } from './files/json-file.ts';

/**
 * On how many separate days the app was seen running since a conversation was found in the trash. A clock that is wrong
 * for once, or a date that was written by one, cannot make a month of that.
 */
export interface TrashDays {
  /**
   * Takes in what is in the trash today, with the time of each at which it came there, and returns the number of days of
   * each; 0 on the day on which it was found. Never throws: what cannot be kept is counted later.
   */
  readonly count: (
    now: number,
    trashed: ReadonlyMap<ConversationId, number>,
  ) => ReadonlyMap<ConversationId, number>;
}

export interface TrashDaysOptions {
  /** The data folder. */
  readonly directory: string;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: (() => void) | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const countSchema = z.object({
  /** Days on which the app was seen running, each once, in whatever order they came. */
  daysSeen: z.number().int().nonnegative(),
  /** The last of them, in days since the epoch. */
  lastDay: z.number().int(),
  trashed: z.record(
    conversationIdSchema,
    z.object({ trashedAt: z.number(), since: z.number().int() }),
  ),
});
type Count = z.infer<typeof countSchema>;

/** `trash.json`. One that is lost counts from the beginning: nothing is removed earlier for that. */
export function createTrashDays({ directory, checkFolder }: TrashDaysOptions): TrashDays {
  const file = createJsonFile(directory, 'trash', { checkFolder });
  const document = openDocument({ file, clock: Date.now, schemaVersion: 1 });
  let kept: Count = countSchema.safeParse(document.read()).data ?? {
    daysSeen: 0,
    lastDay: 0,
    trashed: {},
  };

  function keep(next: Count): void {
    if (JSON.stringify(next) === JSON.stringify(kept)) return;
    kept = next;
    try {
      document.change((before) => ({ ...before, ...next }));
    } catch {
      // The next count tries again with more to tell.
    }
  }

  return {
    count: (now, trashed) => {
      // Days of an empty trash need not be known: most starts write nothing.
      if (trashed.size === 0 && Object.keys(kept.trashed).length === 0) return new Map();
      const day = Math.floor(now / DAY_MS);
      const daysSeen = kept.daysSeen + (day === kept.lastDay ? 0 : 1);
      const found = [...trashed].map(([id, trashedAt]) => {
        const known = kept.trashed[id];
        return [
          id,
          known?.trashedAt === trashedAt ? known : { trashedAt, since: daysSeen },
        ] as const;
      });
      keep({ daysSeen, lastDay: day, trashed: Object.fromEntries(found) });
      return new Map(found.map(([id, { since }]) => [id, daysSeen - since]));
    },
  };
}
