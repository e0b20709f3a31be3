import { fold } from '#shared/search/fold.ts';

/** What a message is to a search; `text` is folded. */
export interface SearchRecord {
  readonly messageId: string;
  readonly role: 'user' | 'assistant';
  readonly createdAt: number;
  /** Folded; empty for a question. */
  readonly model: string;
  /** A bit for each kind of content, see {@link contentBits}. */
  readonly content: number;
  readonly text: string;
}

export interface ReadDocument {
  readonly updatedAt: number;
  readonly records: readonly SearchRecord[];
}

export const contentBits = { code: 1, image: 2, file: 4 } as const;

/**
 * The messages of a conversation's document, oldest first. Loose: a search that finds less is better than none, and what
 * is damaged is told where the document is opened. `null` for what is no document at all.
 */
export function readDocument(json: string): ReadDocument | null {
  const document = parse(json);
  const conversation = objectOf(document?.['conversation']);
  const messages = objectOf(conversation?.['messages']);
  if (conversation === null || messages === null) return null;
  const records = Object.values(messages)
    .map((message) => recordOf(objectOf(message)))
    .filter((record) => record !== null)
    .toSorted((one, other) => one.createdAt - other.createdAt);
  return { updatedAt: numberOf(conversation['updatedAt']), records };
}

/** The text of one message as it was written; `null` when the document has none of that id. */
export function textOfMessage(json: string, messageId: string): string | null {
  const conversation = objectOf(parse(json)?.['conversation']);
  const message = objectOf(objectOf(conversation?.['messages'])?.[messageId]);
  return message === null ? null : wordsOf(partsOf(message));
}

function recordOf(message: Fields | null): SearchRecord | null {
  const messageId = message?.['id'];
  const role = message?.['role'];
  if (message === null || typeof messageId !== 'string') return null;
  if (role !== 'user' && role !== 'assistant') return null;
  const parts = partsOf(message);
  const words = wordsOf(parts);
  const model = objectOf(message['model'])?.['modelId'];
  return {
    messageId,
    role,
    createdAt: numberOf(message['createdAt']),
    model: typeof model === 'string' ? fold(model) : '',
    content: contentOf(parts, words),
    // A null character ends a record in the cache.
    text: fold(words).replaceAll('\0', ''),
  };
}

/** What a person reads of a message: its text, and the names of its files. */
function wordsOf(parts: readonly Fields[]): string {
  const words: string[] = [];
  for (const part of parts) {
    const word = part['type'] === 'text' ? part['text'] : part['type'] === 'file' && part['name'];
    if (typeof word === 'string') words.push(word);
  }
  return words.join('\n\n');
}

function contentOf(parts: readonly Fields[], words: string): number {
  let content = words.includes('```') ? contentBits.code : 0;
  for (const { type, mediaType } of parts) {
    if (type !== 'file') continue;
    const isImage = typeof mediaType === 'string' && mediaType.startsWith('image/');
    content |= isImage ? contentBits.image : contentBits.file;
  }
  return content;
}

type Fields = Readonly<Record<string, unknown>>;

function partsOf(message: Fields): readonly Fields[] {
  const parts = message['parts'];
  return Array.isArray(parts) ? parts.map(objectOf).filter((part) => part !== null) : [];
}

function parse(json: string): Fields | null {
  try {
    return objectOf(JSON.parse(json));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
