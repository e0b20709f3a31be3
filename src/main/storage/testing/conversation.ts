import { join } from 'node:path';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { createConversationFiles } from '../conversation/documents.ts';
import type { ConversationFiles } from '../conversation/documents.ts';
import type { LoadedConversation } from '../conversation/load-file.ts';
import type { Migration } from '../conversation/migrations.ts';

const model = { providerId: 'openai', modelId: 'gpt' };
const clock = (): number => 1_800_000_000_000;

export function openFiles(directory: string, migrations?: readonly Migration[]): ConversationFiles {
  return createConversationFiles({ directory, clock, ...(migrations && { migrations }) });
}

/** A straight conversation of so many turns. */
export function conversationOf(turns: number, title = 'A title'): Conversation {
  const messages: Record<Message['id'], Message> = {};
  let parentId: Message['id'] | null = null;
  for (let turn = 0; turn < turns; turn += 1) {
    const [asked, answered] = [createId('msg'), createId('msg')];
    messages[asked] = {
      id: asked,
      role: 'user',
      parentId,
      createdAt: turn,
      parts: [{ type: 'text', text: `question ${turn}: "a" {b} \\ ü 😀` }],
    };
    messages[answered] = {
      id: answered,
      role: 'assistant',
      parentId: asked,
      createdAt: turn,
      model,
      parts: [{ type: 'text', text: `answer ${turn} with "msg_00000000000000000000":{ in it` }],
      status: 'complete',
      finishReason: 'stop',
    };
    parentId = answered;
  }
  return {
    id: createId('conv'),
    title,
    titledBy: 'model',
    createdAt: 1,
    updatedAt: 2,
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

export function save(files: ConversationFiles, conversation: Conversation, version = 1): void {
  files.save({ conversation, version }, Object.keys(conversation.messages).length);
}

export function pathOf(directory: string, id: ConversationId): string {
  return join(directory, 'conversations', `${id}.json`);
}

export function loaded(
  result: LoadedConversation,
): Extract<LoadedConversation, { state: 'loaded' }> {
  if (result.state !== 'loaded') throw new Error(`it is ${result.state}`);
  return result;
}
