import { branchTo, childrenByParent } from '#shared/conversation/branch.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';

/** The form of the tree without the text in it. */
export interface Shape {
  /** The visible branch in reading order. */
  readonly branch: readonly MessageId[];
  /** The children of each message in order of creation; the roots under `null`. */
  readonly children: ReadonlyMap<MessageId | null, readonly MessageId[]>;
}

/**
 * The shape of a conversation. It is the one before, by identity, when only text was added or an answer settled, so a
 * token costs nothing here and a branch that stays the same re-renders nothing.
 */
export function shapeOf(
  conversation: Conversation,
  before?: { readonly conversation: Conversation; readonly shape: Shape },
): Shape {
  if (before === undefined) return derive(conversation);
  const isSameTree = hasSameTree(before.conversation, conversation);
  if (isSameTree && before.conversation.leafId === conversation.leafId) return before.shape;
  const shape = derive(conversation);
  return isSameTree ? { ...shape, children: before.shape.children } : shape;
}

function derive(conversation: Conversation): Shape {
  const children = new Map<MessageId | null, readonly MessageId[]>();
  for (const [parentId, messages] of childrenByParent(conversation)) {
    children.set(
      parentId,
      messages.map((message) => message.id),
    );
  }
  return {
    branch: branchTo(conversation, conversation.leafId).map((message) => message.id),
    children,
  };
}

/** No message was added: changes only add messages or move one between settled and running. */
function hasSameTree(a: Conversation, b: Conversation): boolean {
  if (a.messages === b.messages && a.running === b.running) return true;
  if (a.messages === b.messages) return sameKeys(a.running, b.running);
  return (
    Object.keys(a.messages).length + Object.keys(a.running).length ===
    Object.keys(b.messages).length + Object.keys(b.running).length
  );
}

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b);
}
