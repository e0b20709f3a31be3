import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { StoredConversation } from '../storage/conversation/document.ts';
import type { LoadedConversation } from '../storage/conversation/documents.ts';
import { graft } from '../storage/conversation/graft.ts';
import { interruptRunning, replayJournal } from '../storage/conversation/journal-recovery.ts';
import type { Journal, ReplyJournal } from '../storage/conversation/journal.ts';
import { toHeld } from './loading.ts';
import type { LoadingOptions } from './loading.ts';

export interface StartUpOptions extends LoadingOptions {
  readonly journal: ReplyJournal;
  /** Saves at once and ends the journal; when that fails, keeps trying and the journal stays. */
  readonly settle: (id: ConversationId) => void;
}

/** How long the trash keeps a conversation. */
const TRASH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Makes the library whole: journals that a crash left are folded, files that the index does not know are loaded, the
 * trash is emptied. One file that cannot be read stops none of the others; the first such failure is returned.
 */
export function startUp(
  unlisted: readonly ConversationId[],
  load: (id: ConversationId) => void,
  options: StartUpOptions,
): Failure | null {
  let failure: Failure | null = null;
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failure ??= toFailure(error);
    }
  };
  for (const id of options.journal.leftovers()) attempt(() => recoverLeftover(id, options));
  for (const id of unlisted) attempt(() => load(id));
  attempt(() => purgeTrash(options));
  return failure;
}

/**
 * Folds what a crash left in a journal into its conversation: the answer is `interrupted` and has its text.
 * A journal that cannot be used is moved aside and listed as damaged.
 */
function recoverLeftover(id: ConversationId, options: StartUpOptions): void {
  const { files, journal, library, clock, hold, settle } = options;
  const left = journal.read(id);
  if (left === 'empty') {
    journal.remove(id);
    return;
  }
  if (left === 'damaged') {
    const name = journal.keepDamaged(id, clock());
    journal.remove(id);
    library.addDamaged({ name, title: null, salvagedMessages: 0 });
    return;
  }
  const loaded = files.load(id);
  if (loaded.state === 'loaded' && loaded.readOnly) return;
  if (loaded.state !== 'absent' && loaded.damaged !== null) library.addDamaged(loaded.damaged);

  const recovered = interruptRunning(replayJournal(storedBefore(loaded, left), left));
  hold(
    toHeld(recovered, {
      bytes: loaded.state === 'loaded' ? loaded.bytes : 0,
      readOnly: false,
      savedVersion: -1,
    }),
  );
  if (left.damaged) {
    const name = journal.keepDamaged(id, clock());
    library.addDamaged({ name, title: recovered.conversation.title, salvagedMessages: 0 });
  }
  settle(id);
}

/** Removes for good what has been in the trash for 30 days. */
function purgeTrash({ files, journal, library, clock }: StartUpOptions): void {
  const now = clock();
  for (const { id, trashedAt } of library.summaries()) {
    if (trashedAt === null || now - trashedAt < TRASH_MS) continue;
    journal.remove(id);
    files.remove(id);
    library.remove(id);
  }
}

function storedBefore(loaded: LoadedConversation, { header }: Journal): StoredConversation | null {
  switch (loaded.state) {
    case 'absent':
      return null;
    case 'loaded':
      return loaded.stored;
    case 'salvaged': {
      const shell = { ...header.shell, running: {}, leafId: null };
      // Older than the journal, which brings its own answers and configuration.
      return { conversation: graft(shell, loaded.messages), version: header.version - 1 };
    }
  }
}
