import { branchTo } from '#shared/conversation/branch.ts';
import type {
  AssistantMessage,
  AssistantPart,
  Conversation,
  FilePart,
  Message,
  SourcePart,
} from '#shared/conversation/conversation.ts';
import type { ExportText } from './export-text.ts';
import { fileNameOf, uniqueName } from './file-name.ts';

export interface MarkdownOptions {
  readonly text: ExportText;
  /** Where the files of the conversation are to lie, relative to the document: `Title.assets`. */
  readonly assets: string;
}

/** A file of a conversation, to be written beside the document. */
export interface Asset {
  readonly name: string;
  readonly part: FilePart;
}

export interface MarkdownExport {
  readonly markdown: string;
  readonly assets: readonly Asset[];
}

/**
 * The visible branch as one Markdown document: front matter that Obsidian knows, and before each message a comment with its
 * ids, so that the document can be read back. What the models wrote is left as it is.
 */
export function toMarkdown(
  conversation: Conversation,
  { text, assets: folder }: MarkdownOptions,
): MarkdownExport {
  const assets: Asset[] = [];
  const taken = new Set<string>();
  const addAsset = (part: FilePart): string => {
    const name = uniqueName(fileNameOf(part.name, 'file'), taken);
    assets.push({ name, part });
    return `${folder}/${name}`;
  };
  const messages = branchTo(conversation, conversation.leafId).map((message) =>
    messageBlock(message, text, addAsset),
  );
  const title = conversation.title === '' ? text.untitled : conversation.title;
  const head = [...frontMatter(conversation, title), '', `# ${title}`];
  return { markdown: `${[head.join('\n'), ...messages].join('\n\n')}\n`, assets };
}

/** The visible branch as Markdown for the clipboard: what was said, without ids and files. */
export function toPlainMarkdown(conversation: Conversation, text: ExportText): string {
  return branchTo(conversation, conversation.leafId)
    .map((message) => `**${speakerOf(message, text)}**\n\n${spokenText(message)}`)
    .join('\n\n');
}

/** Values are JSON, which YAML reads: a colon in a title breaks nothing. */
function frontMatter(conversation: Conversation, title: string): string[] {
  const { createdAt, updatedAt, model, id, instructions } = conversation;
  const fields: readonly (readonly [string, string])[] = [
    ['title', JSON.stringify(title)],
    ['created', localTime(createdAt)],
    ['updated', localTime(updatedAt)],
    ['source', 'parley'],
    ['model', JSON.stringify(`${model.providerId}/${model.modelId}`)],
    ['id', id],
    ...(instructions === '' ? [] : [['instructions', JSON.stringify(instructions)] as const]),
  ];
  return ['---', ...fields.map(([name, value]) => `${name}: ${value}`), '---'];
}

function messageBlock(
  message: Message,
  text: ExportText,
  addAsset: (part: FilePart) => string,
): string {
  const { id, parentId, role, createdAt } = message;
  const comment = `<!-- parley ${id} parent=${parentId ?? '-'} role=${role} at=${new Date(createdAt).toISOString()} -->`;
  const parts =
    message.role === 'user'
      ? message.parts.map((part) => (part.type === 'text' ? part.text : link(part, addAsset(part))))
      : answerParts(message, text);
  return [`${comment}\n## ${speakerOf(message, text)}`, ...parts].join('\n\n');
}

function speakerOf(message: Message, text: ExportText): string {
  return message.role === 'user' ? text.you : (message.responseModelId ?? message.model.modelId);
}

function answerParts(message: AssistantMessage, text: ExportText): string[] {
  const sources = message.parts.filter((part) => part.type === 'source');
  const parts = message.parts.flatMap((part) => answerPart(part, text));
  return [
    ...parts,
    ...(sources.length === 0 ? [] : [`${text.sources}:\n\n${sources.map(sourceLine).join('\n')}`]),
    ...endOf(message, text),
  ];
}

function answerPart(part: AssistantPart, text: ExportText): string[] {
  switch (part.type) {
    case 'text':
      return [part.text];
    case 'reasoning':
      return part.text === '' ? [] : [callout('note', text.reasoning, part.text)];
    case 'tool-call':
      return [callout('info', text.toolCall(part.toolName), `\`\`\`json\n${part.input}\n\`\`\``)];
    case 'source':
      return [];
  }
}

function endOf({ status, failure }: AssistantMessage, text: ExportText): string[] {
  if (failure !== undefined) return [`> [!failure] ${text.failed(failure.message)}`];
  return status === 'complete' ? [] : [`> [!warning] ${text.stopped}`];
}

/** Folded in Obsidian, a quotation everywhere else. */
function callout(kind: string, title: string, content: string): string {
  const lines = content.split('\n').map((line) => `> ${line}`.trimEnd());
  return [`> [!${kind}]- ${title}`, ...lines].join('\n');
}

function sourceLine({ url, title }: SourcePart): string {
  return `- [${escaped(title)}](<${url.replaceAll(/[<>\n]/gu, encodeURIComponent)}>)`;
}

function link({ name, mediaType }: FilePart, path: string): string {
  const mark = mediaType.startsWith('image/') ? '!' : '';
  return `${mark}[${escaped(name)}](<${path}>)`;
}

function escaped(label: string): string {
  return label.replaceAll(/[\\[\]]/gu, String.raw`\$&`).replaceAll('\n', ' ');
}

function spokenText(message: Message): string {
  const parts: string[] = [];
  for (const part of message.parts) {
    if (part.type === 'text') parts.push(part.text);
    else if (part.type === 'file') parts.push(`[${part.name}]`);
  }
  return parts.join('\n\n');
}

/** Local time as Obsidian writes it: `2026-11-21T15:04:05`. */
function localTime(time: number): string {
  const date = new Date(time);
  const local = new Date(time - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
