import { findMessage, textOf } from '#shared/conversation.ts';
import type { AssistantMessage, Conversation, Message } from '#shared/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import type { Clock } from '../provider/clock.ts';
import type { Providers } from '../provider/providers.ts';
import type { ProviderCall } from '../provider/provider-stream.ts';
import { generate } from './generate.ts';

const LONGEST_TITLE = 80;
const EXCERPT_LENGTH = 2000;
/** A title is one line; a model that writes an essay instead is stopped. */
const LONGEST_ANSWER = 1000;
const TIMEOUT_MS = 30_000;

/** The first words of a message, as a title; of a message without text the name of its first file. */
export function firstWords(message: Message): string {
  const file = message.parts.find((part) => part.type === 'file');
  return shorten(withoutMarkup(textOf(message)), 60) || (file?.name ?? '');
}

/**
 * A title from the model that gave the answer `replyId`; `null` when it gives none that can be used within half a
 * minute, when it cannot name things (the offline program), or when `signal` aborts. Never rejects.
 */
export async function titleByModel(
  { providers, clock }: { readonly providers: Providers; readonly clock: Clock },
  conversation: Conversation,
  replyId: MessageId,
  signal: AbortSignal,
): Promise<string | null> {
  const reply = findMessage(conversation, replyId);
  if (reply?.role !== 'assistant') return null;
  const { model } = reply;
  const isOffline = providers.views().every(({ id, definition }) => {
    return id !== model.providerId || definition.adapter === 'eliza';
  });
  if (isOffline) return null;

  const enough = new AbortController();
  const limits = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  let text = '';
  const { terminal } = await generate({
    model,
    clock,
    signal: limits,
    open: (options) => providers.stream(model.providerId, titleCall(conversation, reply), options),
    emit: (event) => {
      if (event.type === 'text-delta') text += event.delta;
      if (text.length > LONGEST_ANSWER) enough.abort();
    },
  });
  if (terminal.type === 'error' || terminal.reason !== 'stop') return null;
  return cleanTitle(text);
}

/** The title in what a model answered: its first line, without quotes, markup and label; `null` when nothing is left. */
export function cleanTitle(answer: string): string | null {
  const visible = answer.replace(/<think>[^]*?(?:<\/think>|$)/gi, '').trim();
  const line = withoutMarkup(visible.split('\n', 1)[0] ?? '')
    .replace(/^(?:title|название|заголовок)\s*:\s*/i, '')
    .replace(/^["'“”„«‘’]+|["'“”„»‘’]+$/g, '')
    .replace(/[.。]+$/, '')
    .replace(/["'“”„»‘’]+$/, '');
  return shorten(line, LONGEST_TITLE) || null;
}

function titleCall(conversation: Conversation, reply: AssistantMessage): ProviderCall {
  const question = findMessage(conversation, reply.parentId);
  const excerpt = [question, reply]
    .map((message) => (message === undefined ? '' : textOf(message).slice(0, EXCERPT_LENGTH)))
    .join('\n\n---\n\n');
  return {
    modelId: reply.model.modelId,
    instructions:
      'You name conversations. Answer with the title alone: at most six words, in the language of the conversation, without quotes and without a period at the end.',
    turns: [{ role: 'user', text: `Name this conversation:\n\n${excerpt}`, files: [] }],
    parameters: {},
    stream: true,
    conversationKey: conversation.id.replace(/^conv_/, ''),
  };
}

function withoutMarkup(text: string): string {
  return text
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** At most `limit` characters, cut between words where there are any. */
function shorten(text: string, limit: number): string {
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const start = characters.slice(0, limit - 1).join('');
  const lastSpace = start.lastIndexOf(' ');
  return `${(lastSpace > limit / 2 ? start.slice(0, lastSpace) : start).replace(/[\s,;:–-]+$/, '')}…`;
}
