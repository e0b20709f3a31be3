import { branchTo } from '#shared/conversation/branch.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';

/** The longest title made here, in characters as a person counts them. */
const LONGEST_TITLE = 60;
/** A longer line of an answer is no title, and is not looked at. In UTF-16 units. */
const LONGEST_LINE = 4000;
/** How much of each message a model is shown to find a title. */
const EXCERPT_LENGTH = 1000;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a model is asked for a title with; `null` before there is a question with text. */
export function titlePrompt(conversation: Conversation): string | null {
  const [question, answer] = branchTo(conversation, conversation.leafId);
  const asked = question === undefined ? '' : shorten(textOf(question).trim(), EXCERPT_LENGTH);
  if (asked === '') return null;
  const answered = answer === undefined ? '' : shorten(textOf(answer).trim(), EXCERPT_LENGTH);
  return [
    'Name the conversation below in two to six words, in its own language.',
    'Answer with the title alone: no quotation marks, no full stop, no explanation.',
    `<question>\n${asked}\n</question>`,
    ...(answered === '' ? [] : [`<answer>\n${answered}\n</answer>`]),
  ].join('\n\n');
}

/** The title in a model's answer, or `null` when the answer is no title. */
export function cleanTitle(answer: string): string | null {
  const visible = answer.replaceAll(/<think>[\s\S]*?(?:<\/think>|$)/g, '');
  const line = visible.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate));
  if (line === undefined) return null;
  const words = oneLine(line);
  if (words.length > LONGEST_LINE) return null;
  const title = unwrap(words.replace(/^(?:[#>*-]+ *)+/, '').replace(TITLE_LABEL, ''));
  return title === '' || [...graphemes.segment(title)].length > 2 * LONGEST_TITLE
    ? null
    : shorten(title, LONGEST_TITLE);
}

/** The first words of the first question; `null` when it has no text. */
export function fallbackTitle(conversation: Conversation): string | null {
  const first = Object.values(conversation.messages).find((message) => message.role === 'user');
  const title = first === undefined ? '' : oneLine(textOf(first));
  return title === '' ? null : shorten(title, LONGEST_TITLE);
}

const TITLE_LABEL = /^\**(?:title|название|заголовок|тема)\**\s*[:：]\s*/i;
const WRAPPINGS = /^[*_`"'“”„«»‘’「」『』]+|[*_`"'“”«»‘’「」『』.。]+$/gu;

function unwrap(title: string): string {
  return title.replaceAll(WRAPPINGS, '').trim();
}

/** Control and direction characters out, white space as single spaces. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** At most `length` characters, cut between words where there are some. Never cuts a character in two. */
function shorten(text: string, length: number): string {
  const kept: string[] = [];
  for (const { segment } of graphemes.segment(text.slice(0, length * 16))) {
    if (kept.length === length) {
      const cut = kept.join('');
      const lastSpace = cut.lastIndexOf(' ');
      return `${cut.slice(0, lastSpace > length / 2 ? lastSpace : undefined).trimEnd()}…`;
    }
    kept.push(segment);
  }
  return kept.join('');
}
