import { describe, expect, it } from 'vitest';
import type { FailureCode } from '#shared/failure.ts';
import type { Adapter } from '../adapter.ts';
import { adapters } from '../adapters.ts';
import { codeOf } from './order.ts';

type Told = Parameters<typeof codeOf>[0];

describe('what outweighs what', () => {
  it.each([
    [
      'a precise name before the status',
      { names: ['insufficient_quota'], status: 429 },
      'quota-exceeded',
    ],
    [
      'the first precise name',
      { names: [undefined, 'rate_limit_error', 'captcha'] },
      'rate-limited',
    ],
    [
      'a precise name before a vague one',
      { names: ['api_error', 'invalid_api_key'] },
      'unauthorized',
    ],
    [
      'a fixed sentence before the status',
      { names: ['one_api_error'], sentence: '对于模型 m 无可用渠道', status: 503 },
      'model-unavailable',
    ],
    [
      'a sentence where the status leaves room',
      { names: ['invalid_request_error'], sentence: 'maximum context length is 8192', status: 400 },
      'context-length-exceeded',
    ],
    [
      'the status where it leaves none',
      { names: [], sentence: 'The model does not exist', status: 402 },
      'quota-exceeded',
    ],
    ['the status before a vague name', { names: ['api_error'], status: 401 }, 'unauthorized'],
    [
      'the status before a refused field',
      { names: ['invalid_request_error'], status: 401 },
      'unauthorized',
    ],
    ['a vague name where there is no status', { names: ['server_error'] }, 'provider-unavailable'],
    [
      'a refused field above 499',
      { names: ['invalid_request_error'], status: 500 },
      'invalid-request',
    ],
    ['nothing where nothing is said', { names: ['constructor'], sentence: 'Hm.' }, undefined],
  ] satisfies [string, Told, FailureCode | undefined][])('%s', (...[, told, code]) => {
    expect(codeOf(told)).toBe(code);
  });
});

/** How each format writes a vague name and a sentence. */
const bodies: readonly (readonly [
  adapter: keyof typeof adapters,
  write: (name: string, message: string) => object,
])[] = [
  ['openai-chat', (type, message) => ({ error: { type, message } })],
  ['openai-responses', (type, message) => ({ error: { type, message } })],
  ['anthropic', (type, message) => ({ type: 'error', error: { type, message } })],
  ['gemini', (status, message) => ({ error: { status, message } })],
  ['ollama', (_, message) => ({ error: message })],
  ['chatbot-ui', (_, message) => ({ error: true, message })],
];

describe.each(bodies)('of the format %s', (id, write) => {
  const { readFailure }: Adapter = adapters[id];
  const failureOf = (status: number, name: string, message: string) =>
    readFailure({
      status,
      statusText: '',
      headers: {},
      body: JSON.stringify(write(name, message)),
    });

  it.each([
    [400, 'api_error', 'invalid-request', false],
    [401, 'api_error', 'unauthorized', false],
    [402, 'api_error', 'quota-exceeded', false],
    [403, 'server_error', 'forbidden', false],
    [429, 'api_error', 'rate-limited', true],
    [429, 'server_error', 'rate-limited', true],
    [500, 'api_error', 'provider-unavailable', true],
    [529, 'server_error', 'provider-unavailable', true],
  ])('%i beside %j is %s', (status, name, code, retryable) => {
    expect(failureOf(status, name, 'It failed.')).toMatchObject({ code, retryable, status });
  });

  it('keeps the delay of the sentence', () => {
    const failure = failureOf(429, 'api_error', 'Please try again in 7m12s.');
    expect(failure).toMatchObject({ code: 'rate-limited', retryAfterMs: 432_000 });
  });
});

describe('the field detail of DfeHub', () => {
  const { readFailure }: Adapter = adapters['openai-chat'];

  it.each([
    [404, 'Not Found', 'model-unavailable'],
    [401, 'Not authenticated', 'unauthorized'],
    [500, 'Internal Server Error', 'provider-unavailable'],
    [403, 'Your IP is blocked', 'forbidden'],
    [400, 'messages must not be empty', 'invalid-request'],
    [429, 'Slow down', 'rate-limited'],
    [403, 'Please, try again in 2.5', 'rate-limited'],
    [503, 'retry in 6 seconds', 'rate-limited'],
  ])('with status %i and %j is %s', (status, detail, code) => {
    const response = { status, statusText: '', headers: {}, body: JSON.stringify({ detail }) };
    expect(readFailure(response, { rateLimit: 'detail' }).code).toBe(code);
  });
});
