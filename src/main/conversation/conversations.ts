import type { ConversationSnapshot, DamagedFile } from '#shared/contract.ts';
import type { ConversationChange } from '#shared/conversation-change.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/model.ts';

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
