import { applyChange } from '#shared/conversation/change.ts';
import type { MessageId } from '#shared/id.ts';
import type { StoredConversation } from './document.ts';
import { graft } from './graft.ts';
import type { Journal } from './journal.ts';

/**
 * The conversation after its file and the journal that a crash left beside it, whichever of them is newer, and with no
 * file at all. Changes that the file already holds are known by their version and not applied again.
 */
export function replayJournal(
  stored: StoredConversation | null,
  journal: Journal,
): StoredConversation {
  const { header, entries } = journal;
  let { conversation, version } =
    stored !== null && stored.version >= header.version ? stored : adopt(stored, journal);
  for (const entry of entries) {
    if (entry.version <= version) continue;
    conversation = applyChange(conversation, entry.change);
    version = entry.version;
  }
  return { conversation, version };
}

/** Ends the answers that nothing streams any more; what had arrived stays. */
export function interruptRunning(stored: StoredConversation): StoredConversation {
  let { conversation, version } = stored;
  for (const messageId of Object.keys(conversation.running) as MessageId[]) {
    conversation = applyChange(conversation, { type: 'message-interrupted', messageId });
    version += 1;
  }
  return { conversation, version };
}

/** A file that is older than the journal's beginning, or missing: the shell with the messages that there are. */
function adopt(stored: StoredConversation | null, { header }: Journal): StoredConversation {
  const { shell, version } = header;
  const known = stored?.conversation;
  const running = { ...known?.running, ...shell.running };
  const messages = { ...known?.messages };
  for (const id of Object.keys(running) as MessageId[]) delete messages[id];
  const leafId =
    [shell.leafId, known?.leafId].find(
      (id) => typeof id === 'string' && (id in messages || id in running),
    ) ?? null;
  const base = { ...shell, messages, running: {}, leafId };
  return { conversation: graft(base, Object.values(running)), version };
}
