import { request } from 'undici';
import type { OpenClient } from '../client.ts';

/** The limit: the bytes arrive and nobody looks at them. Each piece counts as a delta. */
export const openClient: OpenClient = () => ({
  async answer(baseUrl, onDelta) {
    const response = await request(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', stream: true, messages: [] }),
    });
    for await (const _ of response.body) onDelta('');
  },
});
