import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Turn } from '../provider/formats/adapter.ts';

/** A conversation so far, as a file of messages has it. */
export interface AskMessages {
  /** Of the messages with the role `system`, one after the other. */
  readonly instructions: string;
  readonly turns: readonly Turn[];
}

const content = z.union([
  z.string(),
  z.array(z.object({ type: z.literal('text'), text: z.string() })),
]);
const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content,
});
/** Bare, or as the body of a request has it. */
const file = z.union([z.array(z.unknown()), z.object({ messages: z.array(z.unknown()) })]);

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
  const parsed = file.safeParse(jsonIn(text)).data;
  if (parsed === undefined)
    throw new Error(
      '--messages is no JSON list of messages, such as [{"role":"user","content":"Hi"}].',
    );
  const list = Array.isArray(parsed) ? parsed : parsed.messages;
  const instructions: string[] = [];
  const turns: Turn[] = [];
  for (const [at, entry] of list.entries()) {
    const { role, content: said } = messageIn(entry, at + 1);
    const words = typeof said === 'string' ? said : said.map((part) => part.text).join('');
    if (role === 'system' || role === 'developer') instructions.push(words);
    else if (role === 'user') turns.push({ role, text: words, files: [] });
    else turns.push({ role, text: words, reasoning: [] });
  }
  return { instructions: instructions.join('\n\n'), turns };
}

function messageIn(entry: unknown, position: number): z.infer<typeof message> {
  const parsed = message.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    issue?.path[0] === 'role'
      ? `--messages: message ${position} has no role that is system, user or assistant.`
      : `--messages: message ${position} has no content that is text.`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
