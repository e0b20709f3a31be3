import { findMessage } from '#shared/conversation/conversation.ts';
import type {
  AssistantMessage,
  Conversation,
  UserMessage,
  UserPart,
} from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { MessageId } from '#shared/id.ts';

/** Throws `invalid-input` for a message without any text or file. */
export function checkParts(parts: readonly UserPart[]): void {
  if (parts.some((part) => part.type === 'file' || part.text.trim() !== '')) return;
  throw invalid('Cannot send the message: it is empty. Write something first.');
}

/** Throws `invalid-input` when no message may be put below `parentId`. */
export function checkParent(conversation: Conversation, parentId: MessageId | null): void {
  if (parentId === null) return;
  if (conversation.running[parentId] !== undefined) {
    throw invalid(
      'Cannot send the message: the answer before it is still arriving. Wait for its end, or stop it.',
    );
  }
  if (findMessage(conversation, parentId) === undefined) {
    throw invalid(
      'Cannot send the message: the message before it is not in this conversation. Open the conversation again.',
    );
  }
}

/** The message that `messageId` answers, or `messageId` itself when it is a question. Throws `invalid-input`. */
export function questionOf(conversation: Conversation, messageId: MessageId): UserMessage {
  const message = findMessage(conversation, messageId);
  const question =
    message?.role === 'assistant' ? findMessage(conversation, message.parentId) : message;
  if (question?.role === 'user') return question;
  throw invalid(
    'Cannot answer again: the message is not in this conversation. Open the conversation again.',
  );
}

/** Throws `invalid-input` unless `messageId` is an answer that has ended. */
export function endedAnswer(conversation: Conversation, messageId: MessageId): AssistantMessage {
  const message = conversation.messages[messageId];
  if (message?.role === 'assistant') return message;
  throw invalid(
    conversation.running[messageId] === undefined
      ? 'Cannot continue the answer: it is not in this conversation. Open the conversation again.'
      : 'Cannot continue the answer: it is still arriving. Wait for its end.',
  );
}

function invalid(message: string): FailureError {
  return new FailureError({ code: 'invalid-input', message, retryable: false });
}
