import { applyChange } from '#shared/conversation/change.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import type { StoredConversation } from './document.ts';
import { graft } from './graft.ts';
import type { JournalHeader } from './journal-line.ts';
import type { Journal } from './journal.ts';

/**
 * The conversation after its file and the journal that a crash left beside it. A file that is not there is an empty
 * conversation of version -1.
 *
 * | file | journal's header | begins with |
 * |---|---|---|
 * | as new as the header, or newer | any | the file |
 * | older | whole | the header, with the messages of the file |
 * | any | damaged | the file |
 *
 * Changes that this beginning already holds are known by their version and not applied again. Behind a damaged header a
 * message whose parent nobody knows any more is put where it is found, like those of a damaged file.
 */
export function replayJournal(
  stored: StoredConversation,
  { header, entries }: Journal,
): StoredConversation {
  const isOlder = header !== null && stored.version < header.version;
  let { conversation, version } = isOlder ? adopt(stored.conversation, header) : stored;
  for (const entry of entries) {
    if (entry.version <= version) continue;
    const changed = applyChange(conversation, entry.change);
    const isLost = header === null && changed === conversation && 'message' in entry.change;
    conversation = isLost ? graft(conversation, [entry.change.message]) : changed;
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

/** The journal's shell with the messages that the older file has. */
function adopt(known: Conversation, { shell, version }: JournalHeader): StoredConversation {
  const running = { ...known.running, ...shell.running };
  const messages = { ...known.messages };
  for (const id of Object.keys(running) as MessageId[]) delete messages[id];
  const leafId =
    [shell.leafId, known.leafId].find((id) => id !== null && (id in messages || id in running)) ??
    null;
  const base = { ...shell, messages, running: {}, leafId };
  return { conversation: graft(base, Object.values(running)), version };
}
