import { describe, expect, it } from 'vitest';
import type { WireFormatId } from '#shared/provider/provider.ts';
import { isTerminal, streamEventSchema } from '#shared/conversation/stream-event.ts';
import type { Adapter } from './adapter.ts';
import { adapters } from './adapters.ts';
import { decodeChunks, eventStream } from './testing/decode-body.ts';

/** An ordinary answer of each format, with everything that it can carry. */
const answers: Readonly<Record<WireFormatId, string>> = {
  'openai-chat':
    eventStream([
      { id: 'c', model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
      { choices: [{ index: 0, delta: { reasoning_content: 'Hm' } }] },
      { choices: [{ index: 0, delta: { content: 'Grüße <think>x</think>' } }] },
      {
        choices: [
          {
            index: 0,
            delta: {
              tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"a":1}' } }],
            },
          },
        ],
      },
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }], citations: ['https://a'] },
      { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
    ]) + 'data: [DONE]\n\n',
  'openai-responses': eventStream([
    { type: 'response.created', response: { id: 'r', model: 'm' } },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', id: 'i' } },
    { type: 'response.reasoning_summary_text.delta', output_index: 0, delta: 'Hm' },
    { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Grüße' },
    {
      type: 'response.output_item.done',
      output_index: 2,
      item: { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":1}' },
    },
    {
      type: 'response.completed',
      response: {
        status: 'completed',
        usage: {
          input_tokens: 1,
          output_tokens: 2,
          total_tokens: 3,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens_details: { reasoning_tokens: 1 },
        },
      },
    },
  ]),
  anthropic: eventStream([
    { type: 'message_start', message: { id: 'm', model: 'c', usage: { input_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 's' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Grüße' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', name: 'f' } },
    { type: 'content_block_delta', index: 2, delta: { partial_json: '{}' } },
    { type: 'content_block_stop', index: 2 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ]),
  gemini: eventStream([
    { candidates: [{ content: { parts: [{ text: 'Hm', thought: true }] } }], responseId: 'r' },
    { candidates: [{ content: { parts: [{ text: 'Grüße', thoughtSignature: 's' }] } }] },
    { candidates: [{ content: { parts: [{ functionCall: { name: 'f', args: { a: 1 } } }] } }] },
    {
      candidates: [{ finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, thoughtsTokenCount: 1 },
    },
  ]),
  ollama: [
    { model: 'm', message: { role: 'assistant', content: '', thinking: 'Hm' }, done: false },
    { message: { content: 'Grüße', tool_calls: [{ function: { name: 'f', arguments: {} } }] } },
    { message: { content: '' }, done: true, done_reason: 'stop', eval_count: 2 },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
  'chatbot-ui': eventStream([{ role: 'assistant', content: 'Grü' }, { content: 'ße' }]),
};

const oddValues = 'null true "" [] {} -1 1e999 0.5 [null] "x" 99999999'.split(' ');
const oddText = [
  '\n',
  '\n\n',
  '\r',
  'data: ',
  'event: error\n',
  '[DONE]',
  '{"error":"x"}',
  '}}',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '<think>',
  '</think>',
  '"__proto__":{},',
  '<!DOCTYPE html>',
];

const RUNS = 400;

describe('an answer that is not what it should be', () => {
  const all = Object.entries(adapters).map(([id, adapter]) => {
    return { id, adapter, answer: Buffer.from(answers[id as keyof typeof answers]) };
  });

  it.each(all)(
    'keeps the promises of $id with any value in the place of any other',
    async ({ adapter, answer }) => {
      for (const body of withOddValues(answer)) await expectPromisesKept(adapter, [body]);
    },
  );

  it.each(all)('keeps the promises of $id with damaged bytes', async ({ adapter, answer }) => {
    const chance = chanceOf(1);
    for (let run = 0; run < RUNS; run += 1) {
      const body = damaged(answer, chance);
      const cut = chance(body.length + 1);
      await expectPromisesKept(adapter, [body.subarray(0, cut), body.subarray(cut)]);
    }
  });
});

/** Nothing is thrown, nothing follows the end, and every event can be kept and read again. */
async function expectPromisesKept(adapter: Adapter, pieces: readonly Buffer[]): Promise<void> {
  const events = await decodeChunks(adapter, pieces, '');
  const body = pieces.join('');
  expect(
    events.filter((event) => !streamEventSchema.safeParse(event).success),
    body,
  ).toEqual([]);
  const end = events.findIndex(isTerminal);
  expect(end === -1 || end === events.length - 1, body).toBe(true);
}

function withOddValues(answer: Buffer): readonly Buffer[] {
  const values = [...answer.toString('latin1').matchAll(/(?<=:)(?:"[^"\n]*"|\d+|\[\]|\{\})/g)];
  return values.flatMap(({ index, 0: value }) => {
    const [before, after] = [answer.subarray(0, index), answer.subarray(index + value.length)];
    return oddValues.map((odd) => Buffer.concat([before, Buffer.from(odd), after]));
  });
}

/** One to four times bytes of it are others than they were. */
function damaged(answer: Buffer, chance: (below: number) => number): Buffer {
  let body = answer;
  for (let left = 1 + chance(4); left > 0; left -= 1) {
    const at = chance(body.length + 1);
    const [before, after] = [body.subarray(0, at), body.subarray(at)];
    const stretch = body.subarray(chance(body.length + 1)).subarray(0, chance(200));
    const ways = [
      () => Buffer.concat([before, Buffer.from([chance(256)]), after.subarray(1)]),
      () => Buffer.concat([before, after.subarray(chance(40))]),
      () => Buffer.concat([before, Buffer.from(oddText[chance(oddText.length)] ?? ''), after]),
      () => Buffer.concat([before, stretch, after]),
      () => before,
    ];
    body = ways[chance(ways.length)]?.() ?? body;
  }
  return body;
}

/** The same sequence of whole numbers for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
