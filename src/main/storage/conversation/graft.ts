import { deepestLeaf } from '#shared/conversation/branch.ts';
import type { Conversation, Message, UserMessage } from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';

/**
 * The conversation with recovered messages added, each below its parent; ids that it already has stay as they are.
 * Loses none: a question whose parent is gone becomes a root, an answer whose question is gone gets an empty one.
 * The visible branch goes on to the newest message below it, or ends at the last one when there was no branch.
 * Not a fold of changes because that copies the conversation for each message; the result keeps the fold's rules.
 */
export function graft(conversation: Conversation, recovered: readonly Message[]): Conversation {
  const messages = { ...conversation.messages };
  const running = { ...conversation.running };
  const waiting = new Map<MessageId, Message>();
  const has = (id: MessageId): boolean => id in messages || id in running;
  for (const message of recovered) if (!has(message.id)) waiting.set(message.id, message);

  let { leafId } = conversation;
  for (const message of waiting.values()) {
    for (const member of lineage(message, waiting).toReversed()) {
      const rooted = withParent(member, has, messages);
      if (rooted.role === 'assistant' && rooted.status === 'streaming') running[rooted.id] = rooted;
      else messages[rooted.id] = rooted;
      if (conversation.leafId === null) leafId = rooted.id;
    }
  }
  const grafted = { ...conversation, messages, running, leafId };
  return leafId === null ? grafted : { ...grafted, leafId: deepestLeaf(grafted, leafId) };
}

/** The message and those of its ancestors that wait too, taken out of `waiting`, so a circle ends where it began. */
function lineage(message: Message, waiting: Map<MessageId, Message>): Message[] {
  const members: Message[] = [];
  for (let next: Message | undefined = message; next !== undefined;) {
    members.push(next);
    waiting.delete(next.id);
    next = next.parentId === null ? undefined : waiting.get(next.parentId);
  }
  return members;
}

function withParent(
  message: Message,
  has: (id: MessageId) => boolean,
  messages: Record<MessageId, Message>,
): Message {
  if (message.parentId === null || has(message.parentId)) return message;
  if (message.role === 'user') return { ...message, parentId: null };
  messages[message.parentId] = emptyQuestion(message.parentId, message.createdAt);
  return message;
}

function emptyQuestion(id: MessageId, createdAt: number): UserMessage {
  return { id, role: 'user', parentId: null, createdAt, parts: [{ type: 'text', text: '…' }] };
}
