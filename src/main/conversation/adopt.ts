import type { ConversationChange } from '#shared/conversation/change.ts';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Held } from './held-conversations.ts';
import { toHeld } from './loading.ts';

/** What became of a conversation that was taken in. */
export type Adoption = 'added' | 'grown' | 'known';

/** What the authority does for a conversation from elsewhere. */
interface Authority {
  readonly has: (id: ConversationId) => boolean;
  readonly find: (id: ConversationId) => Held;
  /** Holds a new one and has it saved. */
  readonly hold: (held: Held) => void;
  readonly commit: (id: ConversationId, change: ConversationChange) => void;
}

/** See `Conversations.adopt`. */
export function adopt(conversation: Conversation, authority: Authority): Adoption {
  const { id } = conversation;
  if (!authority.has(id)) {
    const unsaved = { bytes: 0, readOnly: false, savedVersion: -1 } as const;
    authority.hold(toHeld({ conversation, version: 1 }, unsaved));
    return 'added';
  }
  const present = authority.find(id);
  if (present.readOnly !== false || present.conversation.trashedAt !== null) return 'known';
  const changes = additionsFrom(present.conversation, conversation);
  for (const change of changes) authority.commit(id, change);
  return changes.length > 0 ? 'grown' : 'known';
}

/**
 * The changes that bring into `conversation` what `other` has more: messages by their ids, each after its parent. What is
 * there stays as it is, and the branch that is shown stays shown.
 */
export function additionsFrom(
  conversation: Conversation,
  other: Conversation,
): readonly ConversationChange[] {
  const has = new Set<MessageId>([
    ...(Object.keys(conversation.messages) as MessageId[]),
    ...(Object.keys(conversation.running) as MessageId[]),
  ]);
  const changes: ConversationChange[] = [];
  for (const message of inOrder(other)) {
    const isRooted = message.parentId === null || has.has(message.parentId);
    if (has.has(message.id) || !isRooted) continue;
    has.add(message.id);
    changes.push(
      message.role === 'user'
        ? { type: 'message-added', message }
        : { type: 'message-started', message },
    );
  }
  if (changes.length > 0 && conversation.leafId !== null)
    changes.push({ type: 'leaf-selected', leafId: conversation.leafId });
  return changes;
}

/** Parents before their children, whatever their times say. */
function inOrder({ messages }: Conversation): readonly Message[] {
  const children = new Map<MessageId | null, Message[]>();
  for (const message of Object.values(messages)) {
    const siblings = children.get(message.parentId);
    if (siblings === undefined) children.set(message.parentId, [message]);
    else siblings.push(message);
  }
  const ordered: Message[] = [];
  ordered.push(...(children.get(null) ?? []));
  // It grows while it is gone through.
  for (const message of ordered) ordered.push(...(children.get(message.id) ?? []));
  return ordered;
}
