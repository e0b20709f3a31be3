import type { AssistantPart, UserPart } from '#shared/conversation/conversation.ts';
import { fieldsOf, listOf, textOf, timeOf } from './fields.ts';
import type { Fields } from './fields.ts';
import type { ExportFormat, Imported, ReadContext } from './imported.ts';
import { toConversation } from './tree.ts';
import type { SourceNode } from './tree.ts';

/** The parent of first messages, in place of none. */
const ROOT = '00000000-0000-4000-8000-000000000000';

/** The export of Claude: a list of conversations with `chat_messages`. */
export const claude: ExportFormat = {
  kind: 'claude',
  recognises: (element) => Array.isArray(fieldsOf(element)?.['chat_messages']),
  read: (element, context) => Promise.resolve(readConversation(fieldsOf(element) ?? {}, context)),
};

function readConversation(given: Fields, { model }: ReadContext): Imported | null {
  const messages = listOf(given['chat_messages']).map((message) => fieldsOf(message) ?? {});
  let missingFiles = 0;
  const nodes: SourceNode[] = [];
  for (const message of messages) {
    missingFiles += listOf(message['files']).length;
    nodes.push(nodeOf(message, nodes.at(-1)?.id ?? null));
  }
  const conversation = toConversation({
    source: 'claude',
    id: textOf(given['uuid']),
    title: textOf(given['name']),
    createdAt: timeOf(given['created_at']),
    updatedAt: timeOf(given['updated_at']),
    instructions: '',
    pinned: given['is_starred'] === true,
    leafId: textOf(given['current_leaf_message_uuid']) || (nodes.at(-1)?.id ?? null),
    nodes,
    model,
  });
  return conversation === null ? null : { conversation, missingFiles };
}

/** Older exports name no parent: there each message follows the one before it. */
function nodeOf(message: Fields, before: string | null): SourceNode {
  const parent = message['parent_message_uuid'];
  const role = message['sender'] === 'human' ? 'user' : 'assistant';
  return {
    id: textOf(message['uuid']),
    parentId: typeof parent === 'string' ? (parent === ROOT ? null : parent) : before,
    role,
    createdAt: timeOf(message['created_at']),
    userParts: role === 'user' ? questionParts(message) : [],
    answerParts: role === 'assistant' ? answerParts(message) : [],
    modelId: null,
  };
}

/** `content` rules: `text` may only say that a block cannot be shown. */
function blocksOf(message: Fields): readonly Fields[] {
  const blocks = listOf(message['content']).map((block) => fieldsOf(block) ?? {});
  return blocks.length > 0 ? blocks : [{ type: 'text', text: message['text'] }];
}

function questionParts(message: Fields): UserPart[] {
  const parts: UserPart[] = [];
  for (const block of blocksOf(message)) {
    const text = textOf(block['text']);
    if (block['type'] === 'text' && text !== '') parts.push({ type: 'text', text });
  }
  for (const given of listOf(message['attachments'])) {
    const attachment = fieldsOf(given) ?? {};
    const text = textOf(attachment['extracted_content']);
    if (text === '') continue;
    const name = textOf(attachment['file_name']) || 'Pasted text.txt';
    const data = Buffer.from(text).toString('base64');
    parts.push({ type: 'file', name, mediaType: 'text/plain', data });
  }
  for (const given of listOf(message['files'])) {
    const name = textOf(fieldsOf(given)?.['file_name']);
    if (name !== '') parts.push({ type: 'text', text: `[${name}]` });
  }
  return parts;
}

function answerParts(message: Fields): AssistantPart[] {
  return blocksOf(message).flatMap((block): AssistantPart[] => {
    switch (block['type']) {
      case 'text': {
        const text = textOf(block['text']);
        const sources = sourcesOf(block);
        if (text !== '') sources.unshift({ type: 'text', text });
        return sources;
      }
      case 'thinking':
        return [{ type: 'reasoning', text: textOf(block['thinking']) }];
      case 'tool_use':
        return [
          {
            type: 'tool-call',
            toolCallId: textOf(block['id']),
            toolName: textOf(block['name']) || 'tool',
            input: JSON.stringify(block['input'] ?? {}),
          },
        ];
      default:
        return [];
    }
  });
}

function sourcesOf(block: Fields): AssistantPart[] {
  return listOf(block['citations']).flatMap((given): AssistantPart[] => {
    const citation = fieldsOf(given) ?? {};
    const url = textOf(citation['url']) || textOf(fieldsOf(citation['details'])?.['url']);
    return url === '' ? [] : [{ type: 'source', url, title: textOf(citation['title']) || url }];
  });
}
