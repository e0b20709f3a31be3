import type { UserPart } from '#shared/conversation/conversation.ts';
import { contentOf } from './chatgpt-content.ts';
import type { ReadContent } from './chatgpt-content.ts';
import { fieldsOf, listOf, textOf, timeOf } from './fields.ts';
import type { Fields } from './fields.ts';
import type { ExportFormat, Imported, ReadContext } from './imported.ts';
import { toConversation } from './tree.ts';
import type { SourceNode } from './tree.ts';

/** The export of ChatGPT: a list of conversations, each a `mapping` of nodes. */
export const chatgpt: ExportFormat = {
  kind: 'chatgpt',
  recognises: (element) => fieldsOf(fieldsOf(element)?.['mapping']) !== null,
  read: (element, context) => readConversation(fieldsOf(element) ?? {}, context),
};

interface Node {
  readonly id: string;
  readonly parentId: string | null;
  readonly message: Fields | null;
}

async function readConversation(given: Fields, context: ReadContext): Promise<Imported | null> {
  const all = Object.entries(fieldsOf(given['mapping']) ?? {}).map(([id, value]): Node => {
    const node = fieldsOf(value) ?? {};
    const parent = node['parent'];
    return {
      id,
      parentId: typeof parent === 'string' ? parent : null,
      message: fieldsOf(node['message']),
    };
  });
  const byId = new Map(all.map((node) => [node.id, node]));
  const content = new Map<string, ReadContent>();
  let instructions = '';
  let missingFiles = 0;
  for (const { id, message } of all) {
    if (message === null) continue;
    const read = contentOf(message);
    instructions ||= read.instructions;
    if (isShown(message)) content.set(id, read);
  }
  const nodes: SourceNode[] = [];
  for (const [id, read] of content) {
    const message = byId.get(id)?.message ?? {};
    const files = await filesOf(message, read, context);
    missingFiles += files.missing;
    nodes.push(
      nodeOf({
        id,
        message,
        read,
        files: files.parts,
        parentId: shownAncestor(id, byId, content),
      }),
    );
  }
  const leaf = textOf(given['current_node']);
  const conversation = toConversation({
    source: 'chatgpt',
    id: textOf(given['conversation_id']) || textOf(given['id']),
    title: textOf(given['title']),
    createdAt: timeOf(given['create_time']),
    updatedAt: timeOf(given['update_time']),
    instructions,
    pinned: given['is_starred'] === true || typeof given['pinned_time'] === 'number',
    leafId: content.has(leaf) ? leaf : shownAncestor(leaf, byId, content),
    nodes,
    model: context.model,
  });
  return conversation === null ? null : { conversation, missingFiles };
}

function isShown(message: Fields): boolean {
  const role = fieldsOf(message['author'])?.['role'];
  const metadata = fieldsOf(message['metadata']) ?? {};
  return (
    (role === 'user' || role === 'assistant' || role === 'tool') &&
    message['weight'] !== 0 &&
    metadata['is_visually_hidden_from_conversation'] !== true &&
    metadata['is_user_system_message'] !== true
  );
}

/** What is hidden vanishes: its children belong to what is above it. */
function shownAncestor(
  id: string,
  byId: ReadonlyMap<string, Node>,
  shown: ReadonlyMap<string, unknown>,
): string | null {
  const seen = new Set<string>([id]);
  let parentId = byId.get(id)?.parentId ?? null;
  while (parentId !== null && !shown.has(parentId) && !seen.has(parentId)) {
    seen.add(parentId);
    parentId = byId.get(parentId)?.parentId ?? null;
  }
  return parentId !== null && shown.has(parentId) ? parentId : null;
}

function nodeOf(given: {
  readonly id: string;
  readonly message: Fields;
  readonly read: ReadContent;
  readonly files: readonly UserPart[];
  readonly parentId: string | null;
}): SourceNode {
  const { id, message, read, files, parentId } = given;
  const role = fieldsOf(message['author'])?.['role'] === 'user' ? 'user' : 'assistant';
  const text = read.parts.flatMap((part) => (part.type === 'text' ? [part] : []));
  return {
    id,
    parentId,
    role,
    createdAt: timeOf(message['create_time']),
    userParts: role === 'user' ? [...text, ...files] : [],
    answerParts: role === 'assistant' ? read.parts : [],
    modelId: textOf(fieldsOf(message['metadata'])?.['model_slug']) || null,
  };
}

/** What a person attached, from the export itself, or its name where it is not there. */
async function filesOf(
  message: Fields,
  { assets }: ReadContent,
  { file }: ReadContext,
): Promise<{ readonly parts: readonly UserPart[]; readonly missing: number }> {
  const metadata = fieldsOf(message['metadata']) ?? {};
  const attachments = listOf(metadata['attachments']).map((one) => fieldsOf(one) ?? {});
  const wanted = new Map(assets.map((asset) => [asset, '']));
  for (const attachment of attachments)
    if (textOf(attachment['id']) !== '')
      wanted.set(textOf(attachment['id']), textOf(attachment['name']));
  const parts: UserPart[] = [];
  let missing = 0;
  for (const [id, name] of wanted) {
    const found = await file(id);
    if (found === null) {
      missing += 1;
      if (name !== '') parts.push({ type: 'text', text: `[${name}]` });
      continue;
    }
    const data = found.bytes.toString('base64');
    const mediaType = mediaTypeOf(found.bytes);
    parts.push({ type: 'file', name: name || found.name, mediaType, data });
  }
  return { parts, missing };
}

/** By the first bytes: newer exports name every file `.dat`. */
function mediaTypeOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 12).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xFF\xD8\xFF')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  if (head.startsWith('%PDF')) return 'application/pdf';
  return bytes.includes(0) ? 'application/octet-stream' : 'text/plain';
}
