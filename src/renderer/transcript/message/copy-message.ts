import { textOf } from '#shared/conversation/conversation.ts';
import type { Message } from '#shared/conversation/conversation.ts';
import { call } from '../../client/bridge.ts';
import { toClipboardHtml } from '../../markdown/copy/rich-copy.ts';

/** Puts a message on the clipboard: as its Markdown and, for an answer, as rich text at once. */
export function copyMessage(message: Message): Promise<void> {
  const text = textOf(message);
  const html = message.role === 'assistant' ? toClipboardHtml(text) : '';
  return call('clipboard.write', { text, ...(html === '' ? {} : { html }) });
}
