import { deepestLeaf } from '#shared/conversation/branch.ts';
import type {
  AssistantMessage,
  AssistantPart,
  Conversation,
  Message,
  UserMessage,
  UserPart,
} from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { conversationIdOf, messageIdOf } from './derive-id.ts';

/** A node of somebody else's tree, in our words. */
export interface SourceNode {
  readonly id: string;
  /** The id of a node that there is, or `null`; nodes that are not to be seen are left out before. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  readonly createdAt: number | null;
  readonly userParts: readonly UserPart[];
  readonly answerParts: readonly AssistantPart[];
  readonly modelId: string | null;
}

export interface SourceConversation {
  readonly source: string;
  readonly id: string;
  readonly title: string;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly instructions: string;
  readonly pinned: boolean;
  /** The node at the end of the branch that was shown last. */
  readonly leafId: string | null;
  readonly nodes: readonly SourceNode[];
  /** With which the conversation goes on. */
  readonly model: ModelRef;
}

/**
 * A conversation of questions and answers. Services chain what a model does in several steps as several nodes: each chain
 * between two questions becomes one answer, with its parts in order; a chain that forks becomes siblings. An answer without
 * a question gets `…` as one. Circles are cut. `null` when there is no node.
 */
export function toConversation(given: SourceConversation): Conversation | null {
  const { source, nodes } = given;
  const children = childrenOf(nodes);
  const messages: Record<MessageId, Message> = {};
  const placed = new Map<string, MessageId | null>();
  const idOf = (node: string): MessageId => messageIdOf(source, given.id, node);

  function grow(root: SourceNode): void {
    const above = { messageId: null, chain: null, time: given.createdAt ?? 0 };
    const waiting: Step[] = [{ node: root, ...above }];
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      const { node } = step;
      if (placed.has(node.id)) continue;
      placed.set(node.id, null);
      waiting.push(...(node.role === 'user' ? ask(step, node) : answer(step, node)));
    }
  }

  function ask(step: Step, node: SourceNode): readonly Step[] {
    const time = node.createdAt ?? step.time + 1;
    const id = idOf(node.id);
    messages[id] = questionOf(id, step.messageId, time, node.userParts);
    placed.set(node.id, id);
    return (children.get(node.id) ?? []).map((child) => ({
      node: child,
      messageId: id,
      chain: null,
      time,
    }));
  }

  function answer(step: Step, node: SourceNode): readonly Step[] {
    const time = node.createdAt ?? step.time + 1;
    const chain = { node, before: step.chain };
    const next = children.get(node.id) ?? [];
    let answerId: MessageId | null = null;
    if (next.length === 0 || next.some(({ role }) => role === 'user')) {
      const question = step.messageId ?? placeholder(idOf(`${node.id}?`), step.time, messages);
      answerId = idOf(node.id);
      const steps = [...stepsOf(chain)].toReversed();
      messages[answerId] = answerOf(
        { id: answerId, parentId: question, createdAt: time },
        steps,
        source,
      );
      for (const { id } of steps) placed.set(id, placed.get(id) ?? answerId);
    }
    return next.map((child) =>
      child.role === 'user'
        ? { node: child, messageId: answerId, chain: null, time }
        : { node: child, messageId: step.messageId, chain, time },
    );
  }

  for (const root of children.get(null) ?? []) grow(root);
  // What is left hangs together in a circle: it is cut at the node that stands first.
  for (const node of nodes) if (!placed.has(node.id)) grow(node);
  return assemble(given, messages, placed);
}

interface Step {
  readonly node: SourceNode;
  /** Of a question: the answer above it. Of an answer: its question. */
  readonly messageId: MessageId | null;
  /** What the model did before, since the question. */
  readonly chain: Chain | null;
  /** Of the node above. */
  readonly time: number;
}

interface Chain {
  readonly node: SourceNode;
  readonly before: Chain | null;
}

/** The last step first. */
function* stepsOf(chain: Chain): Generator<SourceNode> {
  for (let link: Chain | null = chain; link !== null; link = link.before) yield link.node;
}

/** Children by parent; a node whose parent is missing is a root. */
function childrenOf(
  nodes: readonly SourceNode[],
): ReadonlyMap<string | null, readonly SourceNode[]> {
  const ids = new Set(nodes.map(({ id }) => id));
  const children = new Map<string | null, SourceNode[]>();
  for (const node of nodes) {
    const key = node.parentId !== null && ids.has(node.parentId) ? node.parentId : null;
    const siblings = children.get(key);
    if (siblings === undefined) children.set(key, [node]);
    else siblings.push(node);
  }
  return children;
}

function questionOf(
  id: MessageId,
  parentId: MessageId | null,
  createdAt: number,
  parts: readonly UserPart[],
): UserMessage {
  const said = parts.length === 0 ? [{ type: 'text' as const, text: '…' }] : [...parts];
  return { id, role: 'user', parentId, createdAt, parts: said };
}

function placeholder(
  id: MessageId,
  createdAt: number,
  messages: Record<MessageId, Message>,
): MessageId {
  messages[id] = questionOf(id, null, createdAt, []);
  return id;
}

function answerOf(
  place: Pick<AssistantMessage, 'id' | 'parentId' | 'createdAt'>,
  steps: readonly SourceNode[],
  source: string,
): AssistantMessage {
  const modelId = steps.findLast((node) => node.modelId !== null)?.modelId ?? source;
  return {
    ...place,
    role: 'assistant',
    model: { providerId: source, modelId },
    parts: steps.flatMap(({ answerParts }) => answerParts),
    status: 'complete',
    finishReason: 'stop',
  };
}

function assemble(
  given: SourceConversation,
  messages: Record<MessageId, Message>,
  placed: ReadonlyMap<string, MessageId | null>,
): Conversation | null {
  const all = Object.values(messages).toSorted((one, other) => one.createdAt - other.createdAt);
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) return null;
  const id: ConversationId = conversationIdOf(given.source, given.id);
  const shown = given.leafId === null ? null : (placed.get(given.leafId) ?? null);
  const conversation: Conversation = {
    id,
    title: given.title.slice(0, 200),
    titledBy: given.title === '' ? 'nobody' : 'person',
    createdAt: given.createdAt ?? first.createdAt,
    updatedAt: Math.max(given.updatedAt ?? 0, last.createdAt),
    model: given.model,
    instructions: given.instructions,
    parameters: {},
    pinned: given.pinned,
    trashedAt: null,
    messages: Object.fromEntries(all.map((message) => [message.id, message])),
    running: {},
    leafId: shown ?? last.id,
  };
  return { ...conversation, leafId: deepestLeaf(conversation, shown ?? last.id) };
}
