import { describe, expect, it } from 'vitest';
import { ollama } from './ollama.ts';
import { decodeBody } from '../testing/decode-body.ts';
import { bodyOf, sampleCall, sampleFile } from '../testing/sample-call.ts';

const ndjson = 'application/x-ndjson';

function lines(...values: object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function said(message: object, rest: object = {}) {
  return {
    model: 'qwen3',
    message: { role: 'assistant', content: '', ...message },
    done: false,
    ...rest,
  };
}

describe('a request to Ollama', () => {
  it('carries the conversation, images apart and text files within', () => {
    const image = sampleFile('a.png', 'image/png', 'image');
    const text = sampleFile('b.md', 'text/markdown', '# B');
    const request = ollama.encode(
      sampleCall({
        modelId: 'qwen3',
        instructions: 'Be brief.',
        turns: [
          { role: 'user', text: 'Look', files: [image, text] },
          { role: 'assistant', text: 'Seen', reasoning: [] },
          { role: 'user', text: 'And?', files: [] },
        ],
        parameters: {
          temperature: 0.5,
          topP: 0.9,
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
          maxOutputTokens: 100,
        },
        bodyDefaults: { keep_alive: '5m', options: { num_ctx: 8192, temperature: 1 } },
      }),
    );
    expect(request).toMatchObject({ method: 'POST', path: '/api/chat' });
    expect(bodyOf(request)).toEqual({
      model: 'qwen3',
      keep_alive: '5m',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: '<file name="b.md">\n# B\n</file>\n\nLook', images: [image.data] },
        { role: 'assistant', content: 'Seen' },
        { role: 'user', content: 'And?' },
      ],
      stream: true,
      options: {
        num_ctx: 8192,
        temperature: 0.5,
        top_p: 0.9,
        presence_penalty: 0.1,
        frequency_penalty: 0.2,
        num_predict: 100,
      },
    });
  });

  it('refuses files that the format has no place for', () => {
    const pdf = sampleFile('c.pdf', 'application/pdf', '%PDF');
    const call = sampleCall({ turns: [{ role: 'user', text: '', files: [pdf] }] });
    expect(() => ollama.encode(call)).toThrow(/Cannot send the file "c.pdf"/);
  });

  it.each([
    ['qwen3', 'high', true],
    ['qwen3', 'minimal', false],
    ['gpt-oss:20b', 'minimal', 'low'],
    ['gpt-oss:20b', 'high', 'high'],
  ] as const)('asks %s with effort %s to think: %j', (modelId, reasoningEffort, think) => {
    const request = ollama.encode(sampleCall({ modelId, parameters: { reasoningEffort } }));
    expect(bodyOf(request)).toMatchObject({ think });
  });
});

describe('an answer of Ollama', () => {
  it('is told whole, wherever its bytes are cut', async () => {
    const body = lines(
      said({ thinking: 'Hm 🤔' }),
      said({ content: 'Grü' }),
      said({ content: 'ße' }),
      said({ tool_calls: [{ function: { index: 0, name: 'find', arguments: { q: 'ü' } } }] }),
      said(
        { content: '!' },
        { done: true, done_reason: 'stop', prompt_eval_count: 5, eval_count: 7 },
      ),
      { error: 'after the end' },
    );
    const expected = [
      { type: 'response-start', modelId: 'qwen3' },
      { type: 'reasoning-delta', index: 0, delta: 'Hm 🤔' },
      { type: 'part-end', index: 0 },
      { type: 'text-delta', index: 1, delta: 'Grü' },
      { type: 'text-delta', index: 1, delta: 'ße' },
      { type: 'part-end', index: 1 },
      {
        type: 'tool-input-delta',
        index: 2,
        toolCallId: 'call_1',
        toolName: 'find',
        delta: '{"q":"ü"}',
      },
      { type: 'part-end', index: 2 },
      { type: 'text-delta', index: 3, delta: '!' },
      { type: 'part-end', index: 3 },
      {
        type: 'usage',
        inputTokens: 5,
        outputTokens: 7,
        totalTokens: null,
        reasoningTokens: null,
        cachedInputTokens: null,
      },
      { type: 'finish', reason: 'tool-calls' },
    ];
    expect(await decodeBody(ollama, body, ndjson)).toEqual(expected);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['load', 'other'],
  ])(
    'that is done with %s finishes with %s, whole and without a last line end',
    async (done_reason, reason) => {
      const body = JSON.stringify(said({ content: 'Hi' }, { done: true, done_reason }));
      for (const mediaType of [ndjson, 'application/json']) {
        expect(await decodeBody(ollama, body, mediaType)).toEqual([
          { type: 'response-start', modelId: 'qwen3' },
          { type: 'text-delta', index: 0, delta: 'Hi' },
          { type: 'part-end', index: 0 },
          { type: 'finish', reason },
        ]);
      }
    },
  );

  it('keeps what arrived before an error', async () => {
    const error = { error: 'an error was encountered while running the model' };
    const events = await decodeBody(ollama, lines(said({ content: 'Hi' }), error), ndjson);
    expect(events.slice(1)).toMatchObject([
      { type: 'text-delta', index: 0, delta: 'Hi' },
      { type: 'error', failure: { code: 'provider-unavailable', detail: error.error } },
    ]);
  });

  it('has no end without its last line', async () => {
    const events = await decodeBody(ollama, lines(said({ content: 'Hi' })), ndjson);
    expect(events.at(-1)).toEqual({ type: 'text-delta', index: 0, delta: 'Hi' });
  });

  it('is refused when a line is damaged', async () => {
    const events = await decodeBody(ollama, `${lines(said({ content: 'Hi' }))}{"secret`, ndjson);
    expect(events.at(-1)).toMatchObject({ type: 'error', failure: { code: 'malformed-response' } });
    expect(JSON.stringify(events)).not.toContain('secret');
  });
});

describe('a failure of Ollama', () => {
  it.each([
    [400, 'invalid model name', 'invalid-request'],
    [400, '"llama3" does not support thinking', 'invalid-request'],
    [401, 'unauthorized', 'unauthorized'],
    [404, "model 'x' not found", 'model-unavailable'],
    [500, 'model requires more system memory', 'provider-unavailable'],
    [503, 'server busy, please try again', 'provider-unavailable'],
  ])('with status %i (%s) is %s', (status, error, code) => {
    const response = { status, statusText: '', headers: {}, body: JSON.stringify({ error }) };
    expect(ollama.readFailure(response)).toMatchObject({ code, status, detail: error });
  });
});

describe('the models of Ollama', () => {
  it('are the installed ones', () => {
    const models = [{ name: 'qwen3:8b', model: 'qwen3:8b', details: { parameter_size: '8B' } }];
    expect(ollama.models.parse({ models })).toEqual([{ id: 'qwen3:8b' }]);
    expect(() => ollama.models.parse({ data: [] })).toThrow(/Cannot list the models/);
  });
});
