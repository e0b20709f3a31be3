import { applyChange } from '#shared/conversation-change.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import type { StoredConversation } from './conversation-file.ts';
import { graft } from './graft.ts';
import type { Journal } from './reply-journal.ts';

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
  const { messages, running } = stored?.conversation ?? { messages: {}, running: {} };
  const base: Conversation = { ...shell, messages, running: {} };
  const stillRunning = Object.values(shell.running);
  const older = Object.values(running).filter((message) => !(message.id in shell.running));
  const settled = { ...messages };
  for (const message of stillRunning) delete settled[message.id];
  const conversation = graft({ ...base, messages: settled }, [...older, ...stillRunning]);
  const leafId =
    shell.leafId !== null && (shell.leafId in messages || shell.leafId in conversation.running)
      ? shell.leafId
      : (stored?.conversation.leafId ?? Object.keys(conversation.running)[0] ?? null);
  return { conversation: { ...conversation, leafId: leafId as MessageId | null }, version };
}
