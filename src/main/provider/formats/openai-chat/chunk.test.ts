import { expect, test } from 'vitest';
import { chatChunkSchema } from '../testing/chat-chunk-schema.ts';
import { mutationsOf } from '../testing/mutations.ts';
import { readChatChunk } from './chunk.ts';

const usage = {
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
  completion_tokens_details: { reasoning_tokens: 1 },
  prompt_tokens_details: { cached_tokens: 0 },
};

const message = {
  role: 'assistant',
  content: 'Grüße',
  refusal: null,
  reasoning_content: 'Hm',
  reasoning: 'Hm',
  reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }, { summary: 'In short' }],
  images: [{ image_url: { url: 'data:,' } }],
  tool_calls: [
    { index: 0, id: 'a', function: { name: 'f', arguments: '{"a":1}' } },
    { index: 1, id: 'b', custom: { name: 'g', input: 'x' } },
  ],
  function_call: { name: 'f', arguments: {} },
  annotations: [{ type: 'url_citation', url_citation: { url: 'https://a', title: 'A' } }],
};

/** Everything that services of this family send, in values of which each field is read. */
const chunks: readonly unknown[] = [
  {
    id: 'c',
    object: 'chat.completion.chunk',
    model: 'm',
    choices: [{ index: 0, delta: message, logprobs: null, finish_reason: null, usage }],
    usage,
    x_groq: { id: 'x', usage },
    citations: ['https://a'],
    search_results: [{ url: 'https://b', title: 'B' }],
  },
  {
    id: 'c',
    choices: [
      {
        message: {
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
            { type: 'thinking', thinking: 'Hm' },
            { type: 'text', text: 'Hello' },
          ],
        },
        finish_reason: 'stop',
      },
      { index: 1, message: { content: 'another choice' } },
    ],
  },
];

test('What is read by hand is what the schema says, whatever takes the place of any part.', () => {
  let count = 0;
  for (const chunk of chunks) {
    for (const mutation of mutationsOf(chunk)) {
      count += 1;
      const expected = chatChunkSchema.safeParse(mutation).data;
      expect(readChatChunk(mutation), JSON.stringify(mutation)).toEqual(expected);
    }
  }
  expect(count).toBeGreaterThan(1500);
});
