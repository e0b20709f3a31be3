import { textOf } from '#shared/conversation.ts';
import type { Message } from '#shared/conversation.ts';
import { call } from '../client/bridge.ts';
import { toRichText } from './rich-text.ts';

/** Puts a message on the clipboard: as its Markdown and, for an answer that is on screen, as rich text at once. */
export function copyMessage(message: Message): Promise<void> {
  const text = textOf(message);
  const rendered = document.querySelectorAll(
    `[data-message="${message.id}"] [data-answer] [data-markdown]`,
  );
  const html = Array.from(rendered, toRichText).join('\n');
  return call('clipboard.write', { text, ...(html === '' ? {} : { html }) });
}
