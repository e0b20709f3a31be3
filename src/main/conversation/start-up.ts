import type { ConversationId } from '#shared/id.ts';
import type { ReplyJournal } from '../storage/conversation/journal.ts';

/**
 * Makes the library whole: conversations with a journal that a crash left, and files that the index does not know, are
 * loaded, each by itself. What is wrong with one of them is in the list of damaged files and stops none of the others.
 */
export function startUp(
  unlisted: readonly ConversationId[],
  journal: Pick<ReplyJournal, 'leftovers'>,
  { load, report }: { load: (id: ConversationId) => void; report: (error: unknown) => void },
): void {
  for (const id of new Set([...journal.leftovers(), ...unlisted])) {
    try {
      load(id);
    } catch (error) {
      report(error);
    }
  }
}
