import { ok } from 'node:assert/strict';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { createConversations } from '../../src/main/conversation/conversations.ts';
import type { Conversations } from '../../src/main/conversation/conversations.ts';
import { createTrashDays } from '../../src/main/storage/trash-days.ts';
import { createConversationFiles } from '../../src/main/storage/conversation/documents.ts';
import { createReplyJournal } from '../../src/main/storage/conversation/journal.ts';

const model = { providerId: 'openai', modelId: 'gpt' };
const clock = Date.now;

/** The library of a folder as the app opens it. */
export function openLibrary(directory: string): Conversations {
  return createConversations({
    files: createConversationFiles({ directory, clock }),
    journal: createReplyJournal({ directory }),
    trashDays: createTrashDays({ directory }),
    // A window gets a copy of every change.
    broadcast: (event) => void structuredClone(event),
    clock,
  });
}

/** A question and its answer, which is streaming from now on. */
export function startAnswer(conversations: Conversations, id: ConversationId): MessageId {
  const { leafId: parentId } = conversations.get(id);
  const [asked, answered] = [createId('msg'), createId('msg')];
  conversations.commit(id, {
    type: 'message-added',
    message: { id: asked, role: 'user', parentId, createdAt: 0, parts: [] },
  });
  conversations.commit(id, {
    type: 'message-started',
    message: {
      id: answered,
      role: 'assistant',
      parentId: asked,
      createdAt: 0,
      model,
      parts: [],
      status: 'streaming',
    },
  });
  return answered;
}

/** A straight conversation of messages of about 1.5 kB. */
export function conversationOf(length: number): Conversation {
  const messages: Record<MessageId, Message> = {};
  let parentId: MessageId | null = null;
  for (let index = 0; index < length; index += 1) {
    const id = createId('msg');
    const parts = [{ type: 'text' as const, text: `${index} ${'lorem ipsum '.repeat(120)}` }];
    messages[id] =
      parentId === null || index % 2 === 0
        ? { id, role: 'user', parentId, createdAt: index, parts }
        : { id, role: 'assistant', parentId, createdAt: index, parts, model, status: 'complete' };
    parentId = id;
  }
  return {
    id: createId('conv'),
    title: 'A conversation',
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

/** Throws when there is none. */
export function messageOf(record: Record<MessageId, Message>, id: MessageId): Message {
  const message = record[id];
  ok(message !== undefined);
  return message;
}
