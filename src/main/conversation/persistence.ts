import type { AppEvent } from '#shared/contract.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ConversationFiles } from '../storage/conversation/documents.ts';
import type { ReplyJournal } from '../storage/conversation/journal.ts';
import { isRunning, isUnsaved } from './held-conversations.ts';
import type { Held, HeldConversations } from './held-conversations.ts';
import { createSaver } from './saver.ts';

/**
 * Keeps what memory holds. Every change is in the journal when `record` returns, so that a crash loses none.
 * The file follows at the end of a turn, a second after other changes and at `flush`, never while an answer streams:
 * a token costs itself alone. Where the journal fails, the file is saved instead, at most once a second.
 */
export interface Persistence {
  readonly record: (before: Held, after: Held, change: ConversationChange) => void;
  /** Sees to a conversation that has just been loaded: one that differs from its file is saved. */
  readonly hold: (loaded: Held) => void;
  /** Saves at once and ends the journal; when that fails, keeps trying and the journal stays. */
  readonly settle: (id: ConversationId) => void;
  /** It was removed: nothing of it is saved any more. */
  readonly forget: (id: ConversationId) => void;
  readonly flush: () => Promise<void>;
  readonly failure: () => Failure | null;
}

export interface PersistenceOptions {
  readonly files: ConversationFiles;
  readonly journal: ReplyJournal;
  readonly held: HeldConversations;
  readonly broadcast: (event: AppEvent) => void;
}

const SAVE_DELAY_MS = 1000;

export function createPersistence({
  files,
  journal,
  held,
  broadcast,
}: PersistenceOptions): Persistence {
  /** Their journal lacks something, so nothing is added to it until the file holds everything. */
  const unjournaled = new Set<ConversationId>();
  const saver = createSaver({
    save,
    report: (failure) => broadcast({ type: 'storage-changed', failure }),
  });

  function save(id: ConversationId, urgent: boolean): boolean {
    const present = held.get(id);
    if (present === undefined || !isUnsaved(present)) return true;
    if (!urgent && isRunning(present.conversation) && !unjournaled.has(id)) return false;
    const bytes = files.save(present, present.messageCount);
    held.set({ ...present, bytes, savedVersion: present.version });
    journal.remove(id);
    unjournaled.delete(id);
    return true;
  }

  function append(before: Held, after: Held, change: ConversationChange): void {
    const { id } = before.conversation;
    if (unjournaled.has(id)) return;
    try {
      journal.append(before, { version: after.version, change });
    } catch {
      // The save that follows holds the change, or tells why neither can be written.
      unjournaled.add(id);
      saver.request(id, 0);
    }
  }

  return {
    record: (before, after, change) => {
      const { id } = after.conversation;
      append(before, after, change);
      const running = isRunning(after.conversation);
      if (running && !unjournaled.has(id)) return;
      const turnEnds = !running && isRunning(before.conversation);
      saver.request(id, turnEnds ? 0 : SAVE_DELAY_MS);
    },
    hold: (loaded) => {
      if (loaded.readOnly || !isUnsaved(loaded)) return;
      unjournaled.add(loaded.conversation.id);
      saver.request(loaded.conversation.id, 0);
    },
    settle: (id) => saver.now(id),
    forget: (id) => {
      unjournaled.delete(id);
      saver.forget(id);
    },
    flush: () => {
      const unsaved: ConversationId[] = [];
      for (const entry of held.values()) {
        if (isUnsaved(entry) && entry.messageCount > 0) unsaved.push(entry.conversation.id);
      }
      return saver.flush(unsaved);
    },
    failure: saver.failure,
  };
}
