import { createConversationFiles } from '../../src/main/storage/conversation/documents.ts';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { MessageId } from '#shared/id.ts';
import { mixedAnswer } from '../markdown/text.ts';

const ANSWER_LENGTH = 1400;

export interface LongConversation {
  readonly title: string;
  /** In the last message and in no other. */
  readonly lastWords: string;
}

/** Writes a conversation of each length, of questions and of answers in Markdown. */
export function writeLibrary(
  directory: string,
  lengths: readonly number[],
): readonly LongConversation[] {
  const files = createConversationFiles({ directory, clock: Date.now });
  return lengths.map((length) => {
    const title = `Of ${length} messages`;
    const lastWords = `These are the last words of ${length}.`;
    files.save({ conversation: conversationOf(length, title, lastWords), version: 1 }, length);
    return { title, lastWords };
  });
}

function conversationOf(length: number, title: string, lastWords: string): Conversation {
  const model = { providerId: 'eliza', modelId: 'eliza-1966' };
  const answer = mixedAnswer(ANSWER_LENGTH);
  const messages: Record<MessageId, Message> = {};
  let parentId: MessageId | null = null;
  for (let index = 0; index < length; index += 1) {
    const id = createId('msg');
    const text = index === length - 1 ? `${answer}\n\n${lastWords}\n` : answer;
    messages[id] =
      parentId === null || index % 2 === 0
        ? {
            id,
            role: 'user',
            parentId,
            createdAt: index,
            parts: [{ type: 'text', text: `Question ${index}?` }],
          }
        : {
            id,
            role: 'assistant',
            parentId,
            createdAt: index,
            model,
            status: 'complete',
            parts: [{ type: 'text', text }],
          };
    parentId = id;
  }
  return {
    id: createId('conv'),
    title,
    titledBy: 'model',
    createdAt: 0,
    updatedAt: 0,
    model,
    instructions: '',
    parameters: {},
    pinned: false,
    trashedAt: null,
    messages,
    running: {},
    leafId: parentId,
  };
}
