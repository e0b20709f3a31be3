import { describe, expect, it } from 'vitest';
import { anthropic } from './anthropic.ts';
import { decodeBody, eventStream } from '../testing/decode-body.ts';

const start = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    model: 'claude-x',
    usage: { input_tokens: 9, cache_read_input_tokens: 4, output_tokens: 1 },
  },
};
const stop = { type: 'message_stop' };

function ending(stop_reason: string) {
  return { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 30 } };
}

function blockOf(index: number, content_block: object, ...deltas: object[]) {
  return [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

const startEvents = [
  { type: 'response-start', modelId: 'claude-x', responseId: 'msg_1' },
  {
    type: 'usage',
    inputTokens: 9,
    outputTokens: 1,
    totalTokens: null,
    reasoningTokens: null,
    cachedInputTokens: 4,
  },
];
const lastUsage = { ...startEvents[1], outputTokens: 30 };

describe('an answer of Anthropic', () => {
  it('is told whole, wherever its bytes are cut', async () => {
    const body = eventStream([
      start,
      { type: 'ping' },
      ...blockOf(
        0,
        { type: 'thinking', thinking: '' },
        { type: 'thinking_delta', thinking: 'Hm – ' },
        { type: 'thinking_delta', thinking: '🤔' },
        { type: 'signature_delta', signature: 'sig' },
      ),
      ...blockOf(1, { type: 'redacted_thinking', data: 'secret' }),
      ...blockOf(2, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }),
      ...blockOf(3, { type: 'text', text: '' }, { type: 'text_delta', text: 'The ' }),
      ...blockOf(
        4,
        { type: 'text', text: '' },
        { type: 'citations_delta', citation: { url: 'https://a.example', title: 'A' } },
        { type: 'text_delta', text: 'end' },
        { type: 'citations_delta', citation: { url: 'https://a.example', title: 'A' } },
        { type: 'novel_delta', text: 'unknown' },
      ),
      ...blockOf(
        5,
        { type: 'tool_use', id: 'toolu_1', name: 'find', input: {} },
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: '{"q":' },
        { type: 'input_json_delta', partial_json: '"ü"}' },
      ),
      { type: 'novel_event', delta: 'unknown' },
      ending('tool_use'),
      stop,
      { type: 'error', error: { type: 'api_error', message: 'after the end' } },
    ]);
    expect(await decodeBody(anthropic, body)).toEqual([
      ...startEvents,
      { type: 'reasoning-delta', index: 0, delta: 'Hm – ' },
      { type: 'reasoning-delta', index: 0, delta: '🤔' },
      { type: 'part-end', index: 0, providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning-delta', index: 1, delta: '' },
      { type: 'part-end', index: 1, providerMetadata: { anthropic: { redactedData: 'secret' } } },
      { type: 'text-delta', index: 2, delta: 'The ' },
      { type: 'source', index: 3, url: 'https://a.example', title: 'A' },
      { type: 'text-delta', index: 2, delta: 'end' },
      { type: 'part-end', index: 2 },
      {
        type: 'tool-input-delta',
        index: 4,
        toolCallId: 'toolu_1',
        toolName: 'find',
        delta: '{"q":"ü"}',
      },
      { type: 'part-end', index: 4 },
      lastUsage,
      { type: 'finish', reason: 'tool-calls' },
    ]);
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'content-filter'],
    ['pause_turn', 'other'],
    ['something_new', 'other'],
  ])('that stops with %s finishes with %s', async (reason, expected) => {
    const events = await decodeBody(anthropic, eventStream([start, ending(reason), stop]));
    expect(events.at(-1)).toEqual({ type: 'finish', reason: expected });
  });

  it('has no end without the end marker, and no half of a tool call', async () => {
    const [blockStart, delta] = blockOf(
      0,
      { type: 'tool_use', id: 't', name: 'find', input: {} },
      { type: 'input_json_delta', partial_json: '{"q":' },
    );
    const body = eventStream([start, blockStart, delta, ending('max_tokens')]);
    expect(await decodeBody(anthropic, body)).toEqual([...startEvents, lastUsage]);
  });

  it('keeps what arrived when the service is overloaded in the middle', async () => {
    const [blockStart, delta] = blockOf(
      0,
      { type: 'text', text: '' },
      { type: 'text_delta', text: 'Hi' },
    );
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const events = await decodeBody(anthropic, eventStream([start, blockStart, delta, error]));
    expect(events.slice(2)).toEqual([
      { type: 'text-delta', index: 0, delta: 'Hi' },
      {
        type: 'error',
        failure: expect.objectContaining({
          code: 'provider-unavailable',
          retryable: true,
          detail: 'Overloaded',
        }) as unknown,
      },
    ]);
  });

  it('is refused when its bytes are damaged, without quoting them', async () => {
    const events = await decodeBody(anthropic, `${eventStream([start])}data: {"secret\n\n`);
    expect(events.at(-1)).toMatchObject({ type: 'error', failure: { code: 'malformed-response' } });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('may come whole', async () => {
    const body = JSON.stringify({
      ...start.message,
      type: 'message',
      stop_reason: 'end_turn',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'sig' },
        { type: 'text', text: 'Hello', citations: [{ url: 'https://a.example', title: null }] },
        { type: 'tool_use', id: 't', name: 'find', input: { q: 1 } },
      ],
    });
    expect(await decodeBody(anthropic, body, 'application/json')).toEqual([
      ...startEvents,
      { type: 'reasoning-delta', index: 0, delta: 'Hm' },
      { type: 'part-end', index: 0, providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'text-delta', index: 1, delta: 'Hello' },
      { type: 'source', index: 2, url: 'https://a.example', title: '' },
      { type: 'part-end', index: 1 },
      { type: 'tool-input-delta', index: 3, toolCallId: 't', toolName: 'find', delta: '{"q":1}' },
      { type: 'part-end', index: 3 },
      { type: 'finish', reason: 'stop' },
    ]);
  });
});
