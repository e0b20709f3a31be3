import type { AppEvent, ConversationSnapshot, DamagedFile } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import { summarize } from '#shared/conversation/conversation.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { ConversationFiles } from '../storage/conversation/documents.ts';
import type { ReplyJournal } from '../storage/conversation/journal.ts';
import { createHeldConversations } from './held-conversations.ts';
import type { Held } from './held-conversations.ts';
import { createKeeping } from './persistence.ts';
import { createLibrary } from './library.ts';
import { loadConversation, newConversation, toHeld } from './loading.ts';
import { startUp } from './start-up.ts';

/** The authority over all conversations: every change goes through `commit`. */
export interface Conversations {
  readonly summaries: () => readonly ConversationSummary[];
  readonly damagedFiles: () => readonly DamagedFile[];
  readonly storageFailure: () => Failure | null;
  readonly create: (options: { model: ModelRef }) => ConversationId;
  /** Throws `invalid-input` when there is no such conversation. */
  readonly get: (id: ConversationId) => Conversation;
  readonly open: (id: ConversationId) => ConversationSnapshot;
  /** Folds, journals, broadcasts and schedules the save. Throws `invalid-input` for an unknown or read-only conversation. */
  readonly commit: (id: ConversationId, change: ConversationChange) => Conversation;
  /** Writes everything pending now; resolves when it is on disk, rejects with `storage-failed`. */
  readonly flush: () => Promise<void>;
}

export interface ConversationsOptions {
  readonly files: ConversationFiles;
  readonly journal: ReplyJournal;
  readonly broadcast: (event: AppEvent) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Memory is the truth: a change is folded, kept, then told. What is kept and when: see `keeping.ts`.
 * Construction reads the library, and folds what a crash left behind, before it returns.
 */
export function createConversations(options: ConversationsOptions): Conversations {
  const { files, journal, broadcast, clock } = options;
  const held = createHeldConversations();
  const listing = files.list();
  const library = createLibrary(listing, broadcast);
  const keeping = createKeeping({ files, journal, held, broadcast });
  const loading = { files, library, clock, hold };

  function hold(loaded: Held): void {
    held.set(loaded);
    library.update(summarize(loaded.conversation, loaded.messageCount));
    keeping.hold(loaded);
  }

  function find(id: ConversationId): Held {
    return held.get(id) ?? loadConversation(id, loading);
  }

  function commit(id: ConversationId, change: ConversationChange): Conversation {
    const before = find(id);
    if (before.readOnly) throw readOnlyConversation();
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
    if (after.messageCount > 0) keeping.record(before, after, change);
    broadcast({ type: 'conversation-changed', conversationId: id, version: after.version, change });
    if (after.messageCount > 0) library.update(summarize(conversation, after.messageCount));
    return conversation;
  }

  const starting = { ...loading, journal, settle: keeping.settle };
  const startFailure = startUp(listing.unlisted, find, starting);

  return {
    summaries: library.summaries,
    damagedFiles: library.damagedFiles,
    storageFailure: () => keeping.failure() ?? startFailure,
    create: ({ model }) => {
      const conversation = newConversation(model, clock());
      held.set(
        toHeld({ conversation, version: 0 }, { bytes: 0, readOnly: false, savedVersion: -1 }),
      );
      return conversation.id;
    },
    get: (id) => find(id).conversation,
    open: (id) => {
      const { conversation, version, readOnly } = find(id);
      return { conversation, version, readOnly };
    },
    commit,
    flush: async () => {
      await keeping.flush();
      files.writeIndex(library.summaries(), library.damagedFiles());
    },
  };
}

function readOnlyConversation(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message:
      'Cannot change the conversation: it was written by a newer version of Parley. Update Parley to go on with it.',
    retryable: false,
  });
}
