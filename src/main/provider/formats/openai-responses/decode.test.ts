import { describe, expect, it } from 'vitest';
import { openaiResponses } from './openai-responses.ts';
import { decodeBody, eventStream } from '../testing/decode-body.ts';

const created = { type: 'response.created', response: { id: 'resp_1', model: 'gpt-x' } };
const started = { type: 'response-start', modelId: 'gpt-x', responseId: 'resp_1' };

const counts = {
  input_tokens: 5,
  input_tokens_details: { cached_tokens: 1 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 3 },
  total_tokens: 12,
};
const usage = {
  type: 'usage',
  inputTokens: 5,
  outputTokens: 7,
  totalTokens: 12,
  reasoningTokens: 3,
  cachedInputTokens: 1,
};

function event(type: string, output_index: number, rest: object) {
  return { type: `response.${type}`, output_index, ...rest };
}

function text(output_index: number, delta: string) {
  return event('output_text.delta', output_index, { item_id: `${output_index}-${delta}`, delta });
}

function ended(status: string, rest: object = {}) {
  return { type: `response.${status}`, response: { id: 'resp_1', status, usage: counts, ...rest } };
}

const call = { type: 'function_call', call_id: 'call_a', name: 'find' };

describe('a response of OpenAI', () => {
  it('is told whole, wherever its bytes are cut', async () => {
    const body = eventStream([
      created,
      event('output_item.added', 0, { item: { type: 'reasoning', id: 'rs_a' } }),
      event('reasoning_summary_text.delta', 0, { summary_index: 0, delta: 'Hm 🤔' }),
      event('reasoning_summary_text.delta', 0, { summary_index: 1, delta: 'Yes' }),
      event('reasoning_text.delta', 0, { content_index: 0, delta: 'the same at length' }),
      event('output_item.done', 0, {
        item: { type: 'reasoning', id: 'rs_b', encrypted_content: 'secret' },
      }),
      event('output_item.added', 1, { item: { type: 'web_search_call', id: 'ws' } }),
      event('output_item.done', 1, { item: { type: 'web_search_call', id: 'ws', action: {} } }),
      event('output_item.added', 2, { item: { type: 'message', id: 'm', content: [] } }),
      text(2, 'Grü'),
      event('output_text.annotation.added', 2, {
        annotation: { type: 'url_citation', url: 'https://a.example', title: 'A' },
      }),
      event('output_text.annotation.added', 2, {
        annotation: { type: 'file_citation', file_id: 'file_1' },
      }),
      text(2, 'ße'),
      event('output_item.done', 2, {
        item: {
          type: 'message',
          content: [
            {
              type: 'output_text',
              text: 'Grüße',
              annotations: [{ url: 'https://a.example' }, { url: 'https://b.example' }],
            },
          ],
        },
      }),
      event('output_item.added', 3, { item: { ...call, arguments: '' } }),
      event('function_call_arguments.delta', 3, { delta: '{"q":' }),
      event('output_item.added', 4, {
        item: { type: 'custom_tool_call', call_id: 'call_b', name: 'sql', input: '' },
      }),
      event('function_call_arguments.delta', 3, { delta: '1}' }),
      event('output_item.done', 4, {
        item: { type: 'custom_tool_call', call_id: 'call_b', name: 'sql', input: 'SELECT 1' },
      }),
      event('output_item.done', 3, { item: { ...call, arguments: '{"q":1}' } }),
      { type: 'response.something_new', delta: { odd: true } },
      ended('completed'),
      { type: 'error', message: 'after the end' },
    ]);
    expect(await decodeBody(openaiResponses, `${body}data: [DONE]\n\n`)).toEqual([
      started,
      { type: 'reasoning-delta', index: 0, delta: 'Hm 🤔' },
      { type: 'reasoning-delta', index: 0, delta: '\n\nYes' },
      {
        type: 'part-end',
        index: 0,
        providerMetadata: { 'openai-responses': { id: 'rs_b', encryptedContent: 'secret' } },
      },
      { type: 'text-delta', index: 1, delta: 'Grü' },
      { type: 'source', index: 2, url: 'https://a.example', title: 'A' },
      { type: 'text-delta', index: 1, delta: 'ße' },
      { type: 'source', index: 3, url: 'https://b.example', title: '' },
      { type: 'part-end', index: 1 },
      {
        type: 'tool-input-delta',
        index: 4,
        toolCallId: 'call_b',
        toolName: 'sql',
        delta: 'SELECT 1',
      },
      { type: 'part-end', index: 4 },
      {
        type: 'tool-input-delta',
        index: 5,
        toolCallId: 'call_a',
        toolName: 'find',
        delta: '{"q":1}',
      },
      { type: 'part-end', index: 5 },
      usage,
      { type: 'finish', reason: 'tool-calls' },
    ]);
  });

  it('is put together when a gateway leaves out positions, ids and the ends of items', async () => {
    const events = await decodeBody(
      openaiResponses,
      eventStream([
        { type: 'response.output_text.delta', delta: 'Hi' },
        { type: 'response.output_item.added', item: { ...call, id: 'fc' } },
        { type: 'response.function_call_arguments.done', item_id: 'fc', arguments: '{}' },
        ended('completed', { usage: null }),
      ]),
    );
    expect(events).toEqual([
      { type: 'text-delta', index: 0, delta: 'Hi' },
      { type: 'tool-input-delta', index: 1, toolCallId: 'call_a', toolName: 'find', delta: '{}' },
      { type: 'part-end', index: 1 },
      { type: 'finish', reason: 'tool-calls' },
    ]);
  });

  it('keeps the encrypted reasoning that has no summary', async () => {
    const item = { type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'secret' };
    const body = eventStream([event('output_item.done', 0, { item }), ended('completed')]);
    expect((await decodeBody(openaiResponses, body)).slice(0, 2)).toEqual([
      { type: 'reasoning-delta', index: 0, delta: '' },
      {
        type: 'part-end',
        index: 0,
        providerMetadata: { 'openai-responses': { id: 'rs', encryptedContent: 'secret' } },
      },
    ]);
  });

  it('shows a refusal', async () => {
    const refusal = event('refusal.delta', 0, { delta: 'I cannot.' });
    const events = await decodeBody(openaiResponses, eventStream([refusal, ended('completed')]));
    expect(events[0]).toEqual({ type: 'text-delta', index: 0, delta: 'I cannot.' });
  });

  it.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['something_new', 'other'],
  ])(
    'that is incomplete for %s finishes with %s, without half a tool call',
    async (reason, expected) => {
      const body = eventStream([
        created,
        event('output_item.added', 0, { item: call }),
        event('function_call_arguments.delta', 0, { delta: '{"q' }),
        ended('incomplete', { incomplete_details: { reason } }),
      ]);
      expect(await decodeBody(openaiResponses, body)).toEqual([
        started,
        usage,
        { type: 'finish', reason: expected },
      ]);
    },
  );

  it('has no end without an end marker', async () => {
    const body = `${eventStream([created, text(0, 'Hi')])}data: [DONE]\n\n`;
    expect((await decodeBody(openaiResponses, body)).at(-1)).toMatchObject({ type: 'text-delta' });
  });

  const error = { code: 'rate_limit_exceeded', message: 'Slow down' };
  it.each([
    ['flat', { type: 'error', ...error }],
    ['nested', { type: 'error', error }],
    ['untyped', { error }],
    ['in the response', ended('failed', { error, usage: null })],
  ])('keeps what arrived before an error that is %s', async (_, value) => {
    const events = await decodeBody(openaiResponses, eventStream([text(0, 'Hi'), value]));
    expect(events).toMatchObject([
      { type: 'text-delta', index: 0, delta: 'Hi' },
      { type: 'error', failure: { code: 'rate-limited', retryable: true, detail: 'Slow down' } },
    ]);
  });

  it('is refused when its bytes are damaged, without quoting them', async () => {
    const events = await decodeBody(openaiResponses, 'data: {\\"secret\n\n');
    expect(events).toMatchObject([{ type: 'error', failure: { code: 'malformed-response' } }]);
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('may come whole', async () => {
    const { response } = ended('completed', {
      model: 'gpt-x',
      output: [
        { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'Hm' }] },
        {
          type: 'message',
          content: [
            { type: 'output_text', text: 'Hi' },
            { type: 'refusal', refusal: '!' },
          ],
        },
        { ...call, arguments: '{}' },
      ],
    });
    const events = await decodeBody(openaiResponses, JSON.stringify(response), 'application/json');
    expect(events).toEqual([
      started,
      { type: 'reasoning-delta', index: 0, delta: 'Hm' },
      { type: 'part-end', index: 0 },
      { type: 'text-delta', index: 1, delta: 'Hi' },
      { type: 'text-delta', index: 1, delta: '!' },
      { type: 'part-end', index: 1 },
      { type: 'tool-input-delta', index: 2, toolCallId: 'call_a', toolName: 'find', delta: '{}' },
      { type: 'part-end', index: 2 },
      usage,
      { type: 'finish', reason: 'tool-calls' },
    ]);
  });
});
