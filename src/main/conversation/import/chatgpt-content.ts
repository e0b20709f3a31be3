import type { AssistantPart } from '#shared/conversation/conversation.ts';
import { fieldsOf, listOf, textOf } from './fields.ts';
import type { Fields } from './fields.ts';

/** What a message of ChatGPT says, in our parts. */
export interface ReadContent {
  readonly parts: readonly AssistantPart[];
  /** The ids of files that it shows. */
  readonly assets: readonly string[];
  readonly instructions: string;
}

const nothing: ReadContent = { parts: [], assets: [], instructions: '' };

export function contentOf(message: Fields): ReadContent {
  const content = fieldsOf(message['content']) ?? {};
  switch (content['content_type']) {
    case 'text':
      return textContent(message, listOf(content['parts']).map(textOf).join('\n'));
    case 'multimodal_text':
      return multimodal(message, listOf(content['parts']));
    case 'code':
      return code(message, content);
    case 'execution_output':
      return parts([fence('', textOf(content['text']))]);
    case 'thoughts':
      return parts(listOf(content['thoughts']).map(thought));
    case 'tether_quote':
      return parts(quote(content));
    case 'system_error':
      return parts([{ type: 'text', text: textOf(content['text']) }]);
    case 'user_editable_context':
      return {
        ...nothing,
        instructions: [content['user_profile'], content['user_instructions']]
          .map(textOf)
          .filter((text) => text !== '')
          .join('\n\n'),
      };
    case 'model_editable_context':
    case 'reasoning_recap':
    case 'tether_browsing_display':
    case 'tether_browsing_code':
    case 'sonic_webpage':
      return nothing;
    default:
      return Object.keys(content).length === 0
        ? nothing
        : parts([fence('json', JSON.stringify(content, null, 2))]);
  }
}

function parts(list: readonly AssistantPart[]): ReadContent {
  return { ...nothing, parts: list };
}

function textContent(message: Fields, text: string): ReadContent {
  const cited = withoutCitations(message, text);
  return parts([
    ...(cited.text === '' ? [] : [{ type: 'text' as const, text: cited.text }]),
    ...cited.sources,
  ]);
}

function multimodal(message: Fields, given: readonly unknown[]): ReadContent {
  const assets: string[] = [];
  const texts: string[] = [];
  for (const part of given) {
    if (typeof part === 'string') texts.push(part);
    const fields = fieldsOf(part) ?? {};
    texts.push(textOf(fields['text']));
    const pointer = /^(?:file-service|sediment):\/\/([\w-]+)/u.exec(
      textOf(fields['asset_pointer']),
    );
    if (pointer?.[1] !== undefined) assets.push(pointer[1]);
  }
  const text = texts.filter((one) => one !== '').join('\n\n');
  return { ...textContent(message, text), assets };
}

function code(message: Fields, content: Fields): ReadContent {
  const recipient = textOf(message['recipient']) || 'all';
  const text = textOf(content['text']);
  if (recipient === 'all') return parts([fence(languageOf(content), text)]);
  return parts([
    { type: 'tool-call', toolCallId: textOf(message['id']), toolName: recipient, input: text },
  ]);
}

function languageOf(content: Fields): string {
  const language = textOf(content['language']);
  return language === 'unknown' ? '' : language.replaceAll(/[^\w+#-]/gu, '');
}

/** A fence longer than any in the text. */
function fence(language: string, text: string): AssistantPart {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/gu)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return { type: 'text', text: `${ticks}${language}\n${text}\n${ticks}` };
}

function thought(given: unknown): AssistantPart {
  const { summary, content } = fieldsOf(given) ?? {};
  const words = [textOf(summary), textOf(content)].filter((text) => text !== '');
  return { type: 'reasoning', text: words.join('\n\n') };
}

function quote(content: Fields): AssistantPart[] {
  const url = textOf(content['url']);
  const title = textOf(content['title']) || textOf(content['domain']) || url;
  return /^https?:/u.test(url) ? [{ type: 'source', url, title }] : [];
}

/** Private-use characters around a reference, and the older notation in brackets. */
const marks = /\uE200[^\uE201]*\uE201|【\d+(?::\d+)?†[^】]*】/gu;

function withoutCitations(
  message: Fields,
  text: string,
): { readonly text: string; readonly sources: readonly AssistantPart[] } {
  const metadata = fieldsOf(message['metadata']) ?? {};
  const sources = new Map<string, string>();
  for (const given of listOf(metadata['content_references'])) {
    const reference = fieldsOf(given) ?? {};
    for (const item of [reference, ...listOf(reference['items'])]) addSource(sources, item);
  }
  for (const given of listOf(metadata['citations']))
    addSource(sources, fieldsOf(given)?.['metadata']);
  return {
    text: text.replaceAll(marks, ''),
    sources: [...sources].map(([url, title]) => ({ type: 'source', url, title })),
  };
}

function addSource(sources: Map<string, string>, item: unknown): void {
  const fields = fieldsOf(item) ?? {};
  const url = textOf(fields['url']);
  if (/^https?:/u.test(url) && !sources.has(url)) sources.set(url, textOf(fields['title']) || url);
}
