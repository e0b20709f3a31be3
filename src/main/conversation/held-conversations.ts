import type { ReadOnlyReason } from '#shared/contract.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { StoredConversation } from '../storage/conversation/document.ts';

/** A conversation in memory, with what is known of its file. */
export interface Held extends StoredConversation {
  readonly messageCount: number;
  /** The version that the file holds; -1 when there is no file. */
  readonly savedVersion: number;
  /** Length of the file: the measure of what it costs to hold. */
  readonly bytes: number;
  readonly readOnly: ReadOnlyReason | false;
}

/** The conversations in memory, those used last to the end. Holds on to whatever is not on disk. */
export interface HeldConversations {
  readonly get: (id: ConversationId) => Held | undefined;
  readonly set: (held: Held) => void;
  readonly delete: (id: ConversationId) => void;
  readonly values: () => Iterable<Held>;
}

/** How much of idle, saved conversations is held: opening one again costs reading it. */
const IDLE_BYTES = 64 * 1024 * 1024;

export function createHeldConversations(idleBytes: number = IDLE_BYTES): HeldConversations {
  const held = new Map<ConversationId, Held>();
  let bytes = 0;

  function drop(id: ConversationId): void {
    bytes -= held.get(id)?.bytes ?? 0;
    held.delete(id);
  }

  function trim(used: ConversationId): void {
    for (const [id, entry] of held) {
      if (bytes <= idleBytes) return;
      if (id !== used && !isUnsaved(entry) && !isRunning(entry.conversation)) drop(id);
    }
  }

  return {
    get: (id) => {
      const entry = held.get(id);
      if (entry === undefined) return undefined;
      held.delete(id);
      held.set(id, entry);
      return entry;
    },
    set: (entry) => {
      const { id } = entry.conversation;
      drop(id);
      held.set(id, entry);
      bytes += entry.bytes;
      if (bytes > idleBytes) trim(id);
    },
    delete: drop,
    values: () => held.values(),
  };
}

export function isUnsaved(held: Held): boolean {
  return held.version !== held.savedVersion;
}

export function isRunning(conversation: Conversation): boolean {
  for (const _id in conversation.running) return true;
  return false;
}
