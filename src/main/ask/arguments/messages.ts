import { readFileSync } from 'node:fs';
import type { Turn } from '../../provider/formats/adapter.ts';
import { isFields, listIn, textIn } from '../../provider/formats/read-fields.ts';

/** A conversation so far, as a file of messages has it. */
export interface AskMessages {
  /** Of the messages with the role `system`, one after the other. */
  readonly instructions: string;
  readonly turns: readonly Turn[];
}

const roles = ['system', 'developer', 'user', 'assistant'] as const;

interface GivenMessage {
  readonly role: (typeof roles)[number];
  readonly text: string;
}

/** The messages of a file; `-` stands for what is piped in. Throws an `Error` that says what to type instead. */
export function requestedMessages(path: string | undefined): AskMessages | 'piped' | null {
  if (path === undefined) return null;
  if (path === '-') return 'piped';
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new Error(`--messages ${path} cannot be read (${code}). Check the path.`, {
      cause: error,
    });
  }
  return parseMessages(text);
}

/** Throws an `Error` that names the message that is none. */
export function parseMessages(text: string): AskMessages {
  const instructions: string[] = [];
  const turns: Turn[] = [];
  for (const [at, entry] of messagesIn(jsonIn(text)).entries()) {
    const { role, text: words } = messageIn(entry, at + 1);
    if (role === 'system' || role === 'developer') instructions.push(words);
    else if (role === 'user') turns.push({ role, text: words, files: [] });
    else turns.push({ role, text: words, reasoning: [] });
  }
  return { instructions: instructions.join('\n\n'), turns };
}

/** Bare, or as the body of a request has it. */
function messagesIn(value: unknown): readonly unknown[] {
  const list = isFields(value) ? value.messages : value;
  if (Array.isArray(list)) return list;
  throw new Error(
    '--messages is no JSON list of messages, such as [{"role":"user","content":"Hi"}].',
  );
}

function messageIn(entry: unknown, position: number): GivenMessage {
  const given = isFields(entry) ? entry : {};
  const role = roles.find((known) => known === given.role);
  if (role === undefined)
    throw new Error(
      `--messages: message ${position} has no role that is system, user or assistant.`,
    );
  const text = textIn(given.content) ?? listIn(given.content, textPart)?.join('');
  if (text === undefined)
    throw new Error(`--messages: message ${position} has no content that is text.`);
  return { role, text };
}

function textPart(part: unknown): string | undefined {
  return isFields(part) && part.type === 'text' ? textIn(part.text) : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
