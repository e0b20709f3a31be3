import type { ConversationId } from '#shared/id.ts';
import type { TrashDays } from '../storage/trash-days.ts';
import { isRunning } from './held-conversations.ts';
import type { Held } from './held-conversations.ts';
import type { Library } from './library.ts';

export interface TrashOptions {
  readonly days: TrashDays;
  readonly library: Pick<Library, 'summaries'>;
  readonly clock: () => number;
  readonly load: (id: ConversationId) => Held;
  /** Removes a conversation for good. */
  readonly remove: (id: ConversationId) => void;
  readonly report: (error: unknown) => void;
}

/** How long the trash keeps a conversation, by its own date and by the days on which the app was seen running. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Removes for good what has been in the trash for 30 days: by the date in the file itself, never by the index alone, and
 * on no less than as many separate days of the app, so that no wrong clock empties it. One that fails stops no other.
 */
export function purgeTrash({ days, library, clock, load, remove, report }: TrashOptions): void {
  const now = clock();
  const trashed = new Map<ConversationId, number>();
  for (const { id, trashedAt } of library.summaries()) {
    if (trashedAt !== null) trashed.set(id, trashedAt);
  }
  for (const [id, daysIn] of days.count(now, trashed)) {
    const isOver = (trashedAt: number | null | undefined): boolean =>
      typeof trashedAt === 'number' && now - trashedAt >= KEPT_DAYS * DAY_MS;
    if (daysIn < KEPT_DAYS || !isOver(trashed.get(id))) continue;
    try {
      const { conversation, readOnly } = load(id);
      if (readOnly === false && !isRunning(conversation) && isOver(conversation.trashedAt))
        remove(id);
    } catch (error) {
      report(error);
    }
  }
}
