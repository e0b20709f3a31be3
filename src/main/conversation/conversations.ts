import type {
  AppEvent,
  ConversationSnapshot,
  DamagedFile,
  ReadOnlyReason,
} from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import { summarize } from '#shared/conversation/conversation.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { ConversationFiles } from '../storage/conversation/documents.ts';
import type { FileProblem } from '../storage/files/document-file.ts';
import type { ReplyJournal } from '../storage/conversation/journal.ts';
import { adopt } from './adopt.ts';
import type { Adoption } from './adopt.ts';
import { createHeldConversations } from './held-conversations.ts';
import type { Held } from './held-conversations.ts';
import { createPersistence } from './persistence.ts';
import { createLibrary } from './library.ts';
import { loadConversation, newConversation, toHeld } from './loading.ts';
import type { TrashDays } from '../storage/trash-days.ts';
import { startUp } from './start-up.ts';
import { purgeTrash } from './trash.ts';

/** The authority over all conversations: every change goes through `commit`. */
export interface Conversations {
  readonly summaries: () => readonly ConversationSummary[];
  readonly damagedFiles: () => readonly DamagedFile[];
  /**
   * Takes a file off the list: one that was moved aside goes, unchanged, where no list looks; another is listed again by
   * the next start. Throws `invalid-input` for one that is not listed, `storage-failed` when it cannot be moved.
   */
  readonly dismissDamaged: (name: string) => void;
  readonly storageFailure: () => Failure | null;
  readonly create: (options: { model: ModelRef }) => ConversationId;
  /** Throws `invalid-input` when there is no such conversation. */
  readonly get: (id: ConversationId) => Conversation;
  readonly open: (id: ConversationId) => ConversationSnapshot;
  /** Folds, journals, broadcasts and schedules the save. Throws `invalid-input` for an unknown or read-only conversation. */
  readonly commit: (id: ConversationId, change: ConversationChange) => Conversation;
  /** Removes for good what has been in the trash for 30 days. To be called now and then; the start does it too. */
  readonly emptyTrash: () => void;
  /**
   * Takes in a conversation from elsewhere: as it is, or, where there is one of its id, the messages that this lacks. One
   * in the trash or of a newer version stays as it is.
   */
  readonly adopt: (conversation: Conversation) => Adoption;
  /** Writes everything pending now; resolves when it is on disk, rejects with `storage-failed`. */
  readonly flush: () => Promise<void>;
}

export interface ConversationsOptions {
  readonly files: ConversationFiles;
  readonly journal: ReplyJournal;
  readonly trashDays: TrashDays;
  /** What is wrong with other files of the data folder. */
  readonly problems?: readonly FileProblem[];
  readonly broadcast: (event: AppEvent) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told what could not be loaded at the start. */
  readonly report?: ((error: unknown) => void) | undefined;
}

/**
 * Memory is the truth: a change is folded, kept, then told. What is saved and when: see `persistence.ts`.
 * Construction reads the library, and folds what a crash left behind, before it returns.
 */
export function createConversations(options: ConversationsOptions): Conversations {
  const { files, journal, broadcast, clock } = options;
  const held = createHeldConversations();
  const listing = files.list();
  const library = createLibrary(
    { ...listing, damagedFiles: [...listing.damagedFiles, ...listed(options.problems ?? [])] },
    broadcast,
  );
  const persistence = createPersistence({ files, journal, held, broadcast });
  const loading = { files, journal, library, clock, hold, settle: persistence.settle };

  function hold(loaded: Held): void {
    held.set(loaded);
    library.update(summarize(loaded.conversation, loaded.messageCount));
    persistence.hold(loaded);
  }

  function find(id: ConversationId): Held {
    return held.get(id) ?? loadConversation(id, loading);
  }

  function commit(id: ConversationId, change: ConversationChange): Conversation {
    const before = find(id);
    if (before.readOnly !== false) throw readOnlyConversation(before.readOnly);
    const conversation = applyChange(before.conversation, change);
    if (conversation === before.conversation) return conversation;
    const grown = change.type === 'message-added' || change.type === 'message-started' ? 1 : 0;
    const after: Held = {
      ...before,
      conversation,
      version: before.version + 1,
      messageCount: before.messageCount + grown,
    };
    held.set(after);
    if (after.messageCount > 0) persistence.record(before, after, change);
    broadcast({ type: 'conversation-changed', conversationId: id, version: after.version, change });
    if (after.messageCount > 0) library.update(summarize(conversation, after.messageCount));
    return conversation;
  }

  const report = options.report ?? (() => undefined);
  startUp(listing.unlisted, journal, { load: find, report });
  emptyTrash();
  function emptyTrash(): void {
    purgeTrash({ days: options.trashDays, library, clock, load: find, remove, report });
  }

  /** The journal and memory first: what they hold must not be saved again. */
  function remove(id: ConversationId): void {
    held.delete(id);
    persistence.forget(id);
    journal.remove(id);
    files.remove(id);
    library.remove(id);
  }

  return {
    summaries: library.summaries,
    damagedFiles: library.damagedFiles,
    dismissDamaged: (name) => {
      const file = library.damagedFiles().find((one) => one.name === name);
      if (file === undefined) throw notDamaged();
      if (file.kind === 'damaged') files.dismissDamaged(name);
      library.removeDamaged(name);
    },
    storageFailure: persistence.failure,
    create: ({ model }) => {
      const conversation = newConversation(model, clock());
      held.set(toHeld({ conversation, version: 0 }, unsaved));
      return conversation.id;
    },
    get: (id) => find(id).conversation,
    open: (id) => {
      // What the system did not give may be there again.
      if (held.get(id)?.readOnly === 'unreadable') held.delete(id);
      const { conversation, version, readOnly } = find(id);
      return { conversation, version, readOnly };
    },
    commit,
    adopt: (conversation) => adopt(conversation, { has: library.has, find, hold, commit }),
    emptyTrash,
    flush: async () => {
      await persistence.flush();
      files.writeIndex(library.summaries(), library.damagedFiles());
    },
  };
}

/** Of a conversation that has no file yet. */
const unsaved = { bytes: 0, readOnly: false, savedVersion: -1 } as const;

/** Those that were moved aside are found in the folder itself. */
function listed(problems: readonly FileProblem[]): readonly DamagedFile[] {
  return problems.flatMap(({ name, kind }) =>
    kind === 'damaged' ? [] : [{ name, kind, title: null, salvagedMessages: 0 }],
  );
}

function notDamaged(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message:
      'Cannot take the file off the list: it is not one of the damaged files. Restart Parley.',
    retryable: false,
  });
}

function readOnlyConversation(reason: ReadOnlyReason): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: {
      newer:
        'Cannot change the conversation: it was written by a newer version of Parley. Update Parley to go on with it.',
      unreadable:
        'Cannot change the conversation: its file cannot be read at present. Check the disk and the permissions of the data folder, and open it again.',
    }[reason],
    retryable: false,
  });
}
