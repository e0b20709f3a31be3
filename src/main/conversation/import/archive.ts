import { conversationSchema } from '#shared/conversation/conversation.ts';
import { fieldsOf, listOf, textOf } from './fields.ts';
import type { ExportFormat, Imported, ReadContext } from './imported.ts';

/** A conversation of a Parley archive: our own document, with files by their SHA-256. */
export const archive: ExportFormat = {
  kind: 'parley',
  recognises: (element) => {
    const fields = fieldsOf(element);
    return textOf(fields?.['id']).startsWith('conv_') && fieldsOf(fields?.['messages']) !== null;
  },
  read: readConversation,
};

async function readConversation(element: unknown, context: ReadContext): Promise<Imported | null> {
  const given = fieldsOf(element) ?? {};
  let missingFiles = 0;
  const messages: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(fieldsOf(given['messages']) ?? {})) {
    const message = fieldsOf(value) ?? {};
    const parts: unknown[] = [];
    for (const part of listOf(message['parts'])) {
      const { sha256, ...rest } = fieldsOf(part) ?? {};
      if (rest['type'] !== 'file' || typeof sha256 !== 'string') {
        parts.push(part);
        continue;
      }
      const found = await context.file(sha256);
      if (found === null) missingFiles += 1;
      parts.push(
        found === null
          ? { type: 'text', text: `[${textOf(rest['name'])}]` }
          : { ...rest, data: found.bytes.toString('base64') },
      );
    }
    messages[id] = { ...message, parts };
  }
  const conversation = conversationSchema.safeParse({
    ...given,
    messages,
    running: {},
    trashedAt: null,
  }).data;
  if (conversation === undefined || Object.keys(conversation.messages).length === 0) return null;
  return { conversation, missingFiles };
}
