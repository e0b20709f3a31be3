import { createParser } from 'eventsource-parser';
import { request } from 'undici';
import type { OpenClient } from '../client.ts';

/** The least that reads deltas: undici, eventsource-parser and JSON.parse, without any check of what came. */
export const openClient: OpenClient = () => ({
  async answer(baseUrl, onDelta) {
    const response = await request(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'm',
        stream: true,
        messages: [{ role: 'user', content: 'Hi' }],
      }),
    });
    let isDone = false;
    const parser = createParser({
      onEvent({ data }) {
        if (data === '[DONE]') {
          isDone = true;
          return;
        }
        const chunk = JSON.parse(data) as {
          readonly choices: readonly { readonly delta: { readonly content?: string } }[];
        };
        const content = chunk.choices[0]?.delta.content;
        if (content !== undefined) onDelta(content);
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }));
    }
    if (!isDone) throw new Error('the answer has no end');
  },
});
