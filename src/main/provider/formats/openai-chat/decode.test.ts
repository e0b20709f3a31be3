import { expect, test } from 'vitest';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { decodeFrames } from '../decode-frames.ts';
import type { Frame } from '../adapter.ts';
import { openaiChat } from './openai-chat.ts';
import {
  collect,
  decodePieces,
  decodeText,
  delta,
  stream,
  textOf,
  toolCall,
} from '../testing/chat-stream.ts';

function decode(pieces: Iterable<Uint8Array>, broken?: Error): Promise<StreamEvent[]> {
  return collect(decodePieces(pieces, broken));
}

const full = stream(
  { id: '', model: '', choices: [], prompt_filter_results: [] },
  delta({ role: 'assistant', content: '' }),
  delta({ reasoning: 'ignored', reasoning_content: 'Let me ' }),
  delta({ reasoning_content: 'see.' }),
  delta({ content: 'Grüße 👋 ' }),
  { ...delta({}), choices: [{ index: 1, delta: { content: 'another choice' } }] },
  delta({ content: 'to <think> you' }),
  toolCall(1, { id: 'call_a', function: { arguments: '{"a"' } }),
  toolCall(1, { function: { name: 'add', arguments: ':1}' } }),
  toolCall(2, { id: 'call_b', function: { name: 'list', arguments: '' } }),
  toolCall(2, { id: 'call_b', function: { name: '', arguments: '{}' } }),
  delta({ annotations: [{ url_citation: { url: 'https://a.test/', title: 'A' } }] }),
  { ...delta({}, 'tool_calls'), citations: ['https://a.test/', 'https://b.test/'] },
  { choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } },
  {
    choices: [],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 9,
      total_tokens: 12,
      completion_tokens_details: { reasoning_tokens: 4 },
      prompt_tokens_details: { cached_tokens: 2 },
    },
  },
  '[DONE]',
  { error: { message: 'after the end' } },
);

const fullEvents: StreamEvent[] = [
  { type: 'response-start', modelId: 'm1', responseId: 'c1' },
  { type: 'reasoning-delta', index: 0, delta: 'Let me ' },
  { type: 'reasoning-delta', index: 0, delta: 'see.' },
  { type: 'text-delta', index: 1, delta: 'Grüße 👋 ' },
  { type: 'text-delta', index: 1, delta: 'to <think> you' },
  { type: 'tool-input-delta', index: 2, toolCallId: 'call_a', toolName: 'add', delta: '{"a":1}' },
  { type: 'tool-input-delta', index: 3, toolCallId: 'call_b', toolName: 'list', delta: '' },
  { type: 'tool-input-delta', index: 3, toolCallId: 'call_b', toolName: 'list', delta: '{}' },
  {
    type: 'usage',
    inputTokens: 3,
    outputTokens: 1,
    totalTokens: null,
    reasoningTokens: null,
    cachedInputTokens: null,
  },
  {
    type: 'usage',
    inputTokens: 3,
    outputTokens: 9,
    totalTokens: 12,
    reasoningTokens: 4,
    cachedInputTokens: 2,
  },
  { type: 'source', index: 4, url: 'https://a.test/', title: 'A' },
  { type: 'source', index: 5, url: 'https://b.test/', title: '' },
  ...[0, 1, 2, 3, 4, 5].map((index): StreamEvent => ({ type: 'part-end', index })),
  { type: 'finish', reason: 'tool-calls' },
];

test('A stream with all that the format can say becomes these events.', async () => {
  expect(await decodeText(full)).toEqual(fullEvents);
});

test('Cut the bytes anywhere: the events are the same.', async () => {
  const bytes = Buffer.from(full);
  for (let at = 1; at < bytes.length; at += 1)
    expect(await decode([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(fullEvents);
  expect(await decode(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(fullEvents);
});

test('Cut short anywhere, an answer never claims to be finished before its reason came, and keeps a prefix of its text.', async () => {
  const bytes = Buffer.from(full);
  const reasonAt = bytes.indexOf('"finish_reason":"tool_calls"');
  for (let end = 0; end < reasonAt; end += 1) {
    const events = await decode([bytes.subarray(0, end)]);
    expect(events.filter(isTerminal)).toEqual([]);
    expect('Grüße 👋 to <think> you'.startsWith(textOf(events))).toBe(true);
  }
});

async function* framesBeyondTheEnd(): AsyncGenerator<readonly Frame[]> {
  const data = JSON.stringify(delta({ content: 'Hi' }, 'stop'));
  yield [{ type: 'event', event: undefined, data }];
  yield [
    { type: 'event', event: undefined, data: '[DONE]' },
    { type: 'event', event: undefined, data: JSON.stringify(delta({ content: 'more' })) },
  ];
  expect.unreachable('the end marker was seen');
}

test('The end marker ends the answer without waiting for the socket.', async () => {
  const events = (
    await collect(decodeFrames(framesBeyondTheEnd(), openaiChat.createDecoder()))
  ).flat();
  expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
});

test('Without an end marker a reason is enough; without a reason nothing is claimed.', async () => {
  expect((await decodeText(stream(delta({ content: 'Hi' }, 'length')))).at(-1)).toEqual({
    type: 'finish',
    reason: 'length',
  });
  expect((await decodeText(stream(delta({ content: 'Hi' })))).filter(isTerminal)).toEqual([]);
  expect(await decodeText('')).toEqual([]);
});

test('A broken connection is the error of the caller, after what was held back; a finished answer stays finished.', async () => {
  const broken = new Error('reset');
  const seen: StreamEvent[] = [];
  const reading = (async () => {
    const held = Buffer.from(stream(delta({ content: '<thi' })));
    for await (const event of decodePieces([held], broken)) seen.push(event);
  })();
  await expect(reading).rejects.toBe(broken);
  expect(textOf(seen)).toBe('<thi');
  const finished = await decode([Buffer.from(stream(delta({ content: 'Hi' }, 'stop')))], broken);
  expect(finished.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
});

test('A whole completion where a stream was asked for is the answer.', async () => {
  const message = { role: 'assistant', reasoning_content: 'hm', content: 'Hi "detail" data: {}' };
  const completion = {
    id: 'c2',
    model: 'm2',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  };
  const events = await decodeText(JSON.stringify(completion, null, 2));
  expect(events).toMatchObject([
    { type: 'response-start', modelId: 'm2', responseId: 'c2' },
    { type: 'reasoning-delta', index: 0, delta: 'hm' },
    { type: 'text-delta', index: 1, delta: 'Hi "detail" data: {}' },
    { type: 'usage', totalTokens: 3 },
    { type: 'part-end', index: 0 },
    { type: 'part-end', index: 1 },
    { type: 'finish', reason: 'stop' },
  ]);
});

test('Events of servers that end them with one line end are told apart.', async () => {
  const lines = [delta({ content: 'A' }), delta({ content: 'B' }, 'stop')].map((value) =>
    JSON.stringify(value),
  );
  const events = await decodeText(`data: ${lines.join('\ndata: ')}\ndata: [DONE]\n\n`);
  expect(textOf(events)).toBe('AB');
  expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
});

test('Thinking within the content is reasoning: the tags of local models and the pieces of Mistral.', async () => {
  const tags = await decodeText(
    stream(delta({ content: '<thi' }), delta({ content: 'nk>a</think>b' }, 'stop'), '[DONE]'),
  );
  const pieces = await decodeText(
    stream(
      delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'a' }] }] }),
      delta({ content: [{ type: 'text', text: 'b' }] }, 'stop'),
      '[DONE]',
    ),
  );
  for (const events of [tags, pieces])
    expect(events.slice(1, 3)).toEqual([
      { type: 'reasoning-delta', index: 0, delta: 'a' },
      { type: 'text-delta', index: 1, delta: 'b' },
    ]);
});

test('A refusal is shown and ends as filtered; late reasoning goes to the reasoning that there is.', async () => {
  const refusal = await decodeText(stream(delta({ refusal: 'No.' }), delta({}, 'stop'), '[DONE]'));
  expect(textOf(refusal)).toBe('No.');
  expect(refusal.at(-1)).toEqual({ type: 'finish', reason: 'content-filter' });
  const late = await decodeText(
    stream(delta({ reasoning: 'a' }), delta({ content: 'b' }), delta({ reasoning: 'c' }), '[DONE]'),
  );
  expect(late).toContainEqual({ type: 'reasoning-delta', index: 0, delta: 'c' });
});

function named(id: string) {
  return { id, function: { name: `tool_${id}`, arguments: '{}' } };
}

test('Calls of tools are kept apart when the server numbers them badly, and need a name.', async () => {
  for (const calls of [
    [delta({ tool_calls: [named('a'), named('b')] })],
    [delta({ tool_calls: [named('a')] }), delta({ tool_calls: [named('b')] })],
    [toolCall(0, named('a')), toolCall(0, named('b'))],
  ]) {
    const events = await decodeText(stream(...calls, delta({}, 'tool_calls'), '[DONE]'));
    expect(events.filter(({ type }) => type === 'tool-input-delta')).toEqual([
      { type: 'tool-input-delta', index: 0, toolCallId: 'a', toolName: 'tool_a', delta: '{}' },
      { type: 'tool-input-delta', index: 1, toolCallId: 'b', toolName: 'tool_b', delta: '{}' },
    ]);
  }
  const nameless = stream(toolCall(0, { id: 'a', function: { arguments: '{}' } }), '[DONE]');
  expect(await decodeText(nameless)).toMatchObject([
    { type: 'response-start' },
    { type: 'error', failure: { code: 'malformed-response' } },
  ]);
});

test('A field of an unexpected kind costs itself alone, and bytes of any kind throw nothing.', async () => {
  const odd = { ...delta({ content: 'Hi', tool_calls: 'none', annotations: 7 }), usage: [], id: 4 };
  expect(textOf(await decodeText(stream(odd)))).toBe('Hi');
  for (const value of [null, 1, 'text', [], [1], {}, { choices: {} }, { choices: [null] }])
    expect(
      await decodeText(stream(delta({ content: 'Hi' }), JSON.stringify(value))),
    ).toContainEqual(expect.objectContaining({ type: 'text-delta', delta: 'Hi' }));
});
