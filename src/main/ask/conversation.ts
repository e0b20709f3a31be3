import type { Turn } from '../provider/formats/adapter.ts';
import type { AskRequest } from './arguments/arguments.ts';
import { parseMessages } from './arguments/messages.ts';
import type { AskMessages } from './arguments/messages.ts';
import type { Sink } from './output/output.ts';
import { readPipedText } from './input/piped-text.ts';
import type { PipedInput } from './input/piped-text.ts';

const PATIENCE_MS = 2000;

export interface AskConversation {
  readonly instructions: string;
  /** At least one. */
  readonly turns: readonly Turn[];
}

interface Terminal {
  readonly input: PipedInput;
  readonly error: Sink;
  readonly signal: AbortSignal;
}

/**
 * What is asked: the messages of the file, then the prompt with what was piped in below it. Throws an `Error` that says
 * what to type instead when there is nothing to ask, or the piped messages are none.
 */
export async function conversationOf(
  request: Pick<AskRequest, 'prompt' | 'messages' | 'instructions'>,
  terminal: Terminal,
): Promise<AskConversation> {
  const messages = await givenMessages(request.messages, terminal);
  // With messages there is something to ask: nobody waits for what may never be piped in.
  const isComplete = messages !== null && request.prompt !== '-';
  const prompt = isComplete ? request.prompt : await completePrompt(request.prompt, terminal);
  const asked: readonly Turn[] = prompt === '' ? [] : [{ role: 'user', text: prompt, files: [] }];
  const turns = [...(messages?.turns ?? []), ...asked];
  if (turns.length === 0) throw new Error('There is no prompt. Add one in quotation marks.');
  const instructions = [request.instructions, messages?.instructions ?? ''];
  return { instructions: instructions.filter((text) => text !== '').join('\n\n'), turns };
}

async function givenMessages(
  messages: AskRequest['messages'],
  { input, signal }: Terminal,
): Promise<AskMessages | null> {
  if (messages !== 'piped') return messages;
  const patienceMs = Number.POSITIVE_INFINITY;
  return parseMessages((await readPipedText(input, { patienceMs, signal })) ?? '');
}

async function completePrompt(typed: string, { input, error, signal }: Terminal): Promise<string> {
  const isTyped = typed !== '' && typed !== '-';
  const patienceMs = isTyped ? PATIENCE_MS : Number.POSITIVE_INFINITY;
  const piped = await readPipedText(input, { patienceMs, signal });
  if (piped === null) {
    error.write(
      `parley ask: nothing was piped in for ${PATIENCE_MS / 1000} seconds, asking without it. Add < /dev/null to skip this.\n`,
    );
  }
  return [isTyped ? typed : '', piped?.trim() ?? ''].filter((part) => part !== '').join('\n\n');
}
