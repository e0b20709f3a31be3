import { findMessage, own } from './conversation.ts';
import type { AssistantMessage, Conversation, Message, Timing } from './conversation.ts';
import type { ConversationChange } from './change-schema.ts';
import type { MessageId } from '#shared/id.ts';
import { applyStreamEvent } from './stream-event.ts';

export type { ConversationChange };

/**
 * The conversation after one change; the only writer of conversations, the same in both processes.
 * Pure and total: a change that does not fit (unknown parent, taken id, settled message) returns the conversation
 * itself, so no sequence of changes makes a cycle or loses a message. A streamed batch costs the running message alone.
 */
export function applyChange(conversation: Conversation, change: ConversationChange): Conversation {
  switch (change.type) {
    case 'titled':
      return change.by === 'model' && conversation.titledBy === 'person'
        ? conversation
        : { ...conversation, title: change.title, titledBy: change.by };
    case 'configured': {
      const { model, instructions, parameters } = conversation;
      return {
        ...conversation,
        model: change.model ?? model,
        instructions: change.instructions ?? instructions,
        parameters: change.parameters ?? parameters,
        ...(change.fallback !== undefined && { fallback: change.fallback?.slice() ?? null }),
      };
    }
    case 'pinned':
      return { ...conversation, pinned: change.pinned };
    case 'trashed':
      return { ...conversation, trashedAt: change.at };
    case 'leaf-selected':
      return findMessage(conversation, change.leafId) === undefined
        ? conversation
        : { ...conversation, leafId: change.leafId };
    case 'message-added':
    case 'message-started':
      return grow(conversation, change.message);
    case 'message-resumed':
      return resume(conversation, change.messageId, change.at);
    case 'message-streamed':
      return withRunning(conversation, change.messageId, change.at, (message) =>
        change.events.reduce(applyStreamEvent, message),
      );
    case 'message-measured':
      return withRunning(conversation, change.messageId, conversation.updatedAt, (message) => ({
        ...message,
        route: [...(message.route ?? []), ...change.route],
        // A continuation goes on after what was thought before.
        timing: { ...pickReasoning(message.timing), ...change.timing },
      }));
    case 'message-interrupted':
      return withRunning(conversation, change.messageId, conversation.updatedAt, (message) => ({
        ...message,
        status: 'interrupted',
      }));
  }
}

function pickReasoning(timing: Timing | undefined): Pick<Timing, 'reasoningMs'> {
  return timing?.reasoningMs === undefined ? {} : { reasoningMs: timing.reasoningMs };
}

function grow(conversation: Conversation, message: Message): Conversation {
  const { parentId } = message;
  const parent = parentId === null ? null : findMessage(conversation, parentId);
  if (parent === undefined || findMessage(conversation, message.id) !== undefined)
    return conversation;
  if (message.role === 'assistant' && parent?.role !== 'user') return conversation;
  const grown = { ...conversation, leafId: message.id, updatedAt: message.createdAt };
  return message.role === 'assistant' && message.status === 'streaming'
    ? { ...grown, running: { ...conversation.running, [message.id]: message } }
    : { ...grown, messages: { ...conversation.messages, [message.id]: message } };
}

function resume(conversation: Conversation, messageId: MessageId, at: number): Conversation {
  const message = own(conversation.messages, messageId);
  if (message?.role !== 'assistant') return conversation;
  const { failure: _, finishReason: _reason, finishDetail: _detail, ...kept } = message;
  const running: AssistantMessage = { ...kept, status: 'streaming' };
  const { [messageId]: _moved, ...messages } = conversation.messages;
  return {
    ...conversation,
    updatedAt: at,
    messages,
    running: { ...conversation.running, [messageId]: running },
  };
}

/** Replaces a running message; one that settles moves to `messages`. */
function withRunning(
  conversation: Conversation,
  messageId: MessageId,
  updatedAt: number,
  advance: (message: AssistantMessage) => AssistantMessage,
): Conversation {
  const message = own(conversation.running, messageId);
  if (message === undefined) return conversation;
  const next = advance(message);
  if (next === message) return conversation;
  if (next.status === 'streaming') {
    return { ...conversation, running: { ...conversation.running, [messageId]: next } };
  }
  const { [messageId]: _settled, ...running } = conversation.running;
  return {
    ...conversation,
    updatedAt,
    running,
    messages: { ...conversation.messages, [messageId]: next },
  };
}
