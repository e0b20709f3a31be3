import { findMessage } from './conversation.ts';
import type { Conversation, Message } from './conversation.ts';
import type { MessageId } from '#shared/id.ts';

/** The messages from the root to `leafId`, in reading order. Ends at a missing or repeated message, so it terminates on any input. */
export function branchTo(conversation: Conversation, leafId: MessageId | null): Message[] {
  const branch: Message[] = [];
  const seen = new Set<MessageId>();
  let id = leafId;
  while (id !== null && !seen.has(id)) {
    const message = findMessage(conversation, id);
    if (message === undefined) break;
    seen.add(id);
    branch.push(message);
    id = message.parentId;
  }
  return branch.toReversed();
}

/** The last message of this role on the visible branch. */
export function lastOfBranch<Role extends Message['role']>(
  conversation: Conversation,
  role: Role,
): Extract<Message, { role: Role }> | undefined {
  return branchTo(conversation, conversation.leafId).findLast(
    (message): message is Extract<Message, { role: Role }> => message.role === role,
  );
}

/** The children of each message in order of creation; the roots are under `null`. Costs one pass over the conversation. */
export function childrenByParent(
  conversation: Conversation,
): ReadonlyMap<MessageId | null, readonly Message[]> {
  const children = new Map<MessageId | null, Message[]>();
  const messages = [
    ...Object.values(conversation.messages),
    ...Object.values(conversation.running),
  ];
  for (const message of messages) {
    const siblings = children.get(message.parentId);
    if (siblings === undefined) children.set(message.parentId, [message]);
    else siblings.push(message);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => a.createdAt - b.createdAt);
  return children;
}

/** The leaf below `messageId` that was most recently grown: at each fork the newest child. */
export function deepestLeaf(conversation: Conversation, messageId: MessageId): MessageId {
  const children = childrenByParent(conversation);
  const seen = new Set<MessageId>();
  let id = messageId;
  while (!seen.has(id)) {
    seen.add(id);
    const newest = children.get(id)?.at(-1);
    if (newest === undefined) break;
    id = newest.id;
  }
  return id;
}
