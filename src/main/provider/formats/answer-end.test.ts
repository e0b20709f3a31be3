import { expect, it } from 'vitest';
import { adapters } from './adapters.ts';
import { decodeBody, eventStream } from './testing/decode-body.ts';

const image = { inlineData: { mimeType: 'image/png', data: 'aGk=' } };
const candidate = (parts: readonly object[], rest: object = {}) => ({
  candidates: [{ content: { parts }, ...rest }],
});

const withImage = {
  gemini: [candidate([image]), candidate([], { finishReason: 'STOP' })],
  'openai-responses': [
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { type: 'image_generation_call', id: 'ig', status: 'completed', result: 'aGk=' },
    },
    { type: 'response.completed', response: { status: 'completed' } },
  ],
  'openai-chat': [
    {
      choices: [
        {
          delta: {
            content: '',
            images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }],
          },
        },
      ],
    },
    { choices: [{ delta: {}, finish_reason: 'stop' }] },
    '[DONE]',
  ],
} as const;

it.each(Object.entries(withImage))(
  'an image in an answer of %s is not shown, and said to be there',
  async (id, values) => {
    const body = eventStream(values).replace('"[DONE]"', '[DONE]');
    const events = await decodeBody(adapters[id as keyof typeof withImage], body);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop', withheld: 'image' });
  },
);

it('a sketch among the thoughts of Gemini is no image of the answer', async () => {
  const sketch = candidate([{ ...image, thought: true }, { text: 'Hi' }], { finishReason: 'STOP' });
  const events = await decodeBody(adapters.gemini, eventStream([sketch]));
  expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
});

it('the reason of a refusal is told in the words of the service', async () => {
  const stopped = candidate([], { finishReason: 'SAFETY', finishMessage: 'It is unsafe.' });
  expect(await decodeBody(adapters.gemini, eventStream([stopped]))).toContainEqual({
    type: 'finish',
    reason: 'content-filter',
    detail: 'It is unsafe.',
  });
  const stop_details = { type: 'refusal', category: null, explanation: 'It is unsafe.' };
  const refused = [
    { type: 'message_start', message: { id: 'm' } },
    { type: 'message_delta', delta: { stop_reason: 'refusal', stop_details } },
    { type: 'message_stop' },
  ];
  expect(await decodeBody(adapters.anthropic, eventStream(refused))).toContainEqual({
    type: 'finish',
    reason: 'content-filter',
    detail: 'It is unsafe.',
  });
});

it('a call of a tool is the end of an answer however a server of the Gemini format names it', async () => {
  const parts = [{ functionCall: { name: 'f', args: {} } }];
  const called = candidate(parts, { finishReason: 'FUNCTION_CALL' });
  const events = await decodeBody(adapters.gemini, eventStream([called]));
  expect(events.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' });
});
