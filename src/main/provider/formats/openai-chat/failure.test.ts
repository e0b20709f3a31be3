import { expect, test } from 'vitest';
import type { FailureCode } from '#shared/failure.ts';
import { openaiChat } from './openai-chat.ts';

function failureOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return openaiChat.readFailure({ status, statusText: '', headers, body: text });
}

const said = (message: string, fields: object = {}) => ({ error: { message, ...fields } });

const cases: readonly [name: string, status: number, body: unknown, code: FailureCode][] = [
  [
    'a wrong key of OpenAI',
    401,
    said('Incorrect API key', { code: 'invalid_api_key' }),
    'unauthorized',
  ],
  [
    'a missing access code of NextChat',
    401,
    { error: true, msg: 'empty access code' },
    'unauthorized',
  ],
  [
    'a wrong access code with another status',
    403,
    { error: true, msg: 'wrong access code' },
    'unauthorized',
  ],
  [
    'a forbidden path of NextChat',
    403,
    { error: true, msg: 'you are not allowed to request x' },
    'forbidden',
  ],
  [
    'a forbidden model of NextChat',
    403,
    { error: true, message: 'you are not allowed to use gpt-4 model' },
    'model-unavailable',
  ],
  [
    'a full conversation',
    400,
    said('This model has a maximum context length of 8192 tokens', {
      code: 'context_length_exceeded',
    }),
    'context-length-exceeded',
  ],
  [
    'a refused parameter',
    400,
    said("Unsupported value: 'temperature'", { type: 'invalid_request_error' }),
    'invalid-request',
  ],
  [
    'an unknown model',
    404,
    said('The model `x` does not exist', { code: 'model_not_found' }),
    'model-unavailable',
  ],
  ['no credit at OpenRouter', 402, said('Insufficient credits', { code: 402 }), 'quota-exceeded'],
  [
    'a used up quota',
    429,
    said('You exceeded your current quota', { code: 'insufficient_quota' }),
    'quota-exceeded',
  ],
  [
    'a rate limit',
    429,
    said('Rate limit reached', { code: 'rate_limit_exceeded' }),
    'rate-limited',
  ],
  ['a rate limit without a word', 429, '', 'rate-limited'],
  [
    'a rate limit of FastAPI',
    403,
    { detail: 'Rate limit reached for gpt-3.5-turbo!' },
    'rate-limited',
  ],
  [
    'a validation error of FastAPI',
    422,
    { detail: [{ msg: 'field required', loc: ['body'] }] },
    'invalid-request',
  ],
  [
    'One API without a channel',
    503,
    said('当前分组 default 下对于模型 m 无可用渠道', { type: 'one_api_error' }),
    'model-unavailable',
  ],
  [
    'One API at its limit',
    429,
    said('当前分组上游负载已饱和，请稍后再试', { type: 'one_api_error' }),
    'rate-limited',
  ],
  [
    'vLLM',
    400,
    { object: 'error', message: 'x is not valid', type: 'BadRequestError', code: 400 },
    'invalid-request',
  ],
  ['an error that is a string', 500, { error: 'something broke' }, 'provider-unavailable'],
  ['an error in a list', 400, [said('bad', { status: 'INVALID_ARGUMENT' })], 'invalid-request'],
  ['a page of a proxy', 502, '<html><title>Bad gateway</title>', 'provider-unavailable'],
  [
    'a challenge page',
    403,
    '<!DOCTYPE html><title>Just a moment...</title>',
    'human-verification-required',
  ],
  [
    'a captcha of EasyChat',
    403,
    { choices: [{ message: { content: 'x' } }], callback: 'CLEAR-CAPTCHA-TOKEN' },
    'human-verification-required',
  ],
];

for (const [name, status, body, code] of cases) {
  test(`The failure for ${name} is ${code}.`, () => {
    expect(failureOf(status, body)).toMatchObject({ code, status });
  });
}

test('What the provider said is the detail, without anything that looks like a key.', () => {
  const failure = failureOf(
    401,
    said('Incorrect API key provided: sk-proj-abcdefghijk. Find yours'),
  );
  expect(failure.detail).toContain('Incorrect API key provided');
  expect(JSON.stringify(failure)).not.toContain('abcdefghijk');
  const routed = said('Provider returned error', { metadata: { raw: 'upstream is full' } });
  expect(failureOf(502, routed).detail).toBe('Provider returned error upstream is full');
});

test('A demand for a captcha in the shape of an answer is told in its own words.', () => {
  const content = '无接口调用权限';
  const body = { choices: [{ message: { content } }], callback: 'CLEAR-CAPTCHA-TOKEN' };
  expect(failureOf(403, body).detail).toBe(content);
  expect(failureOf(403, { ...body, message: 'no access' }).detail).toBe('no access');
});

test('The delay is read from the headers, or else from the sentence; a model name is no number.', () => {
  const limited = said('Rate limit reached for gpt-3.5-turbo. Please try again in 20s.');
  expect(failureOf(429, limited).retryAfterMs).toBe(20_000);
  expect(failureOf(429, '', { 'retry-after': '7' }).retryAfterMs).toBe(7000);
  expect(failureOf(429, '', { 'retry-after-ms': '1500' }).retryAfterMs).toBe(1500);
  const dates = {
    date: 'Tue, 01 Jul 2025 10:00:00 GMT',
    'retry-after': 'Tue, 01 Jul 2025 10:00:30 GMT',
  };
  expect(failureOf(429, '', dates).retryAfterMs).toBe(30_000);
  for (const [sentence, delay] of [
    ['retry in 0.10 s for gpt-3.5-turbo', 100],
    ['try again in 23.45 seconds!', 23_450],
    ['wait 850ms', 850],
    ['wait 2 minutes', 120_000],
    ['no delay for gpt-3.5 seconds', undefined],
  ] as const)
    expect(failureOf(429, { detail: `Rate limit. ${sentence}` }).retryAfterMs).toBe(delay);
});

test('Models are read from every known kind of list, with what it says of their size.', () => {
  const { parse } = openaiChat.models;
  expect(
    parse({
      object: 'list',
      data: [
        { id: 'a' },
        { id: 'b', name: 'Bee', context_length: 8, top_provider: { max_completion_tokens: 4 } },
        { id: 'c', max_model_len: 16, odd: { nested: true }, context_length: 'unknown' },
        { id: 'embed', type: 'embedding' },
        { id: '' },
        {},
      ],
    }),
  ).toEqual([
    { id: 'a' },
    { id: 'b', name: 'Bee', contextLength: 8, maxOutput: 4 },
    { id: 'c', contextLength: 16 },
  ]);
  expect(parse([{ id: 'bare', display_name: 'Bare' }])).toEqual([{ id: 'bare', name: 'Bare' }]);
  expect(parse({ models: [{ id: 'm', capabilities: { completion_chat: false } }] })).toEqual([]);
  for (const other of [null, 'text', {}, { data: {} }, { error: { message: 'x' } }])
    expect(() => parse(other)).toThrowError('the answer is not a model list');
});
