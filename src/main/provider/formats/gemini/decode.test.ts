import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';
import { decodeBody, eventStream } from '../testing/decode-body.ts';

function chunk(parts: readonly object[], candidate: object = {}, rest: object = {}) {
  return { candidates: [{ content: { role: 'model', parts }, index: 0, ...candidate }], ...rest };
}

const usageMetadata = {
  promptTokenCount: 5,
  candidatesTokenCount: 7,
  totalTokenCount: 15,
  thoughtsTokenCount: 3,
  cachedContentTokenCount: 1,
};
const usage = {
  type: 'usage',
  inputTokens: 5,
  outputTokens: 7,
  totalTokens: 15,
  reasoningTokens: 3,
  cachedInputTokens: 1,
};

const chunks = [
  chunk([{ text: 'Hm ', thought: true }], {}, { modelVersion: 'gemini-x', responseId: 'r1' }),
  chunk([{ text: '🤔', thought: true, thoughtSignature: 'sig-1' }]),
  chunk([{ text: 'Grüße' }], {
    finishReason: 'STOP',
    groundingMetadata: {
      groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }, { image: {} }],
    },
  }),
  chunk([{ executableCode: { code: 'print(1)' } }, { text: '!' }], {
    citationMetadata: {
      citationSources: [{ uri: 'https://a.example' }, { uri: 'https://b.example' }],
    },
  }),
  chunk([{ functionCall: { name: 'find', args: { q: 'ü' } }, thoughtSignature: 'sig-2' }]),
  chunk([{ functionCall: { id: 'own', name: 'now' } }]),
  chunk([{ text: '', thoughtSignature: 'sig-3' }], { finishReason: 'STOP' }, { usageMetadata }),
];

const expected = [
  { type: 'response-start', modelId: 'gemini-x', responseId: 'r1' },
  { type: 'reasoning-delta', index: 0, delta: 'Hm ' },
  { type: 'reasoning-delta', index: 0, delta: '🤔' },
  { type: 'part-end', index: 0, providerMetadata: { gemini: { thoughtSignature: 'sig-1' } } },
  { type: 'text-delta', index: 1, delta: 'Grüße' },
  { type: 'source', index: 2, url: 'https://a.example', title: 'A' },
  { type: 'text-delta', index: 1, delta: '!' },
  { type: 'source', index: 3, url: 'https://b.example', title: '' },
  { type: 'part-end', index: 1 },
  {
    type: 'tool-input-delta',
    index: 4,
    toolCallId: 'call_1',
    toolName: 'find',
    delta: '{"q":"ü"}',
  },
  { type: 'part-end', index: 4, providerMetadata: { gemini: { thoughtSignature: 'sig-2' } } },
  { type: 'tool-input-delta', index: 5, toolCallId: 'own', toolName: 'now', delta: '{}' },
  { type: 'part-end', index: 5 },
  { type: 'reasoning-delta', index: 6, delta: '' },
  { type: 'part-end', index: 6, providerMetadata: { gemini: { thoughtSignature: 'sig-3' } } },
  usage,
  { type: 'finish', reason: 'tool-calls' },
];

describe('an answer of Gemini', () => {
  it('is told whole, wherever its bytes are cut', async () => {
    const body = eventStream(chunks).replaceAll('\n', '\r\n');
    expect(await decodeBody(gemini, body)).toEqual(expected);
  });

  it('may come as a JSON array', async () => {
    const body = `[${chunks.map((value) => JSON.stringify(value, null, 2)).join('\n,\r\n')}\n]`;
    expect(await decodeBody(gemini, body, 'application/json')).toEqual(expected);
  });

  it('keeps what is whole of a JSON array that was cut off, and has no end', async () => {
    const first = chunk([{ text: 'a "]}\\' }], { finishReason: 'STOP' });
    const body = `[${JSON.stringify(first)},\r\n{"candidates":[{"content":{"parts":[{"text":"b`;
    expect(await decodeBody(gemini, body, 'application/json')).toEqual([
      { type: 'response-start' },
      { type: 'text-delta', index: 0, delta: 'a "]}\\' },
    ]);
  });

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['MALFORMED_FUNCTION_CALL', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('that stops with %s finishes with %s', async (finishReason, reason) => {
    const events = await decodeBody(gemini, eventStream([chunk([], { finishReason })]));
    expect(events).toEqual([{ type: 'response-start' }, { type: 'finish', reason }]);
  });

  it('has no end when no chunk says so', async () => {
    expect(await decodeBody(gemini, eventStream([chunk([{ text: 'Hi' }])]))).toEqual([
      { type: 'response-start' },
      { type: 'text-delta', index: 0, delta: 'Hi' },
    ]);
  });

  it('is a failure with the reason when the prompt is blocked', async () => {
    const promptFeedback = { blockReason: 'SAFETY', blockReasonMessage: 'Violence' };
    expect(await decodeBody(gemini, eventStream([{ promptFeedback, usageMetadata }]))).toEqual([
      { type: 'response-start' },
      usage,
      {
        type: 'error',
        failure: {
          code: 'invalid-request',
          message:
            'Cannot get an answer: the provider blocked the prompt. Say it differently or choose another model.',
          retryable: false,
          detail: 'SAFETY: Violence',
        },
      },
    ]);
  });

  it.each([
    ['an event', (error: object) => `data: ${JSON.stringify({ error })}\n\n`],
    ['bare JSON', (error: object) => JSON.stringify({ error }, null, 2)],
    ['a list', (error: object) => JSON.stringify([{ error }], null, 2)],
  ])('fails when an error follows it as %s', async (_, written) => {
    const error = { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' };
    const first = chunk([{ text: 'Hi' }], { finishReason: 'STOP' });
    const events = await decodeBody(gemini, eventStream([first]) + written(error));
    expect(events.slice(1)).toEqual([
      { type: 'text-delta', index: 0, delta: 'Hi' },
      {
        type: 'error',
        failure: expect.objectContaining({
          code: 'provider-unavailable',
          detail: 'The model is overloaded.',
        }) as unknown,
      },
    ]);
  });

  it('is refused when its bytes are damaged', async () => {
    const events = await decodeBody(gemini, 'data: {"candidates":[{\n\n');
    expect(events).toMatchObject([{ type: 'error', failure: { code: 'malformed-response' } }]);
  });
});
