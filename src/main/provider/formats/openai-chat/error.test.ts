import { expect, test } from 'vitest';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import { decodeText, delta, stream, textOf } from '../testing/chat-stream.ts';

const errors: readonly [name: string, body: string, code: string, detail: string | undefined][] = [
  [
    'an error object',
    stream({ error: { message: 'm', type: 'server_error' } }, '[DONE]'),
    'provider-unavailable',
    'm',
  ],
  [
    'an error event of LM Studio',
    'event: error\ndata: {"error":{"message":"m"},"message":"m"}\n\n',
    'provider-unavailable',
    'm',
  ],
  [
    'an error event without words',
    'event: error\ndata: null\n\n',
    'provider-unavailable',
    undefined,
  ],
  [
    'the error field of llama.cpp',
    'error: {"code":500,"message":"m","type":"server_error"}\n\ndata: [DONE]\n\n',
    'provider-unavailable',
    'm',
  ],
  [
    'an error of vLLM',
    stream({ object: 'error', message: 'm', code: 400 }),
    'invalid-request',
    'm',
  ],
  [
    'an error of OpenRouter',
    stream({ ...delta({}, 'error'), error: { code: 429, message: 'm' } }),
    'rate-limited',
    'm',
  ],
  [
    'an error of Groq beside its usage',
    stream({ id: 'c', choices: [], x_groq: { id: 'r', error: 'over capacity' } }),
    'provider-unavailable',
    'over capacity',
  ],
  [
    'a rate limit of DfeHub',
    stream({ detail: 'Rate limit reached' }),
    'rate-limited',
    'Rate limit reached',
  ],
  [
    'a reason that is an error',
    stream(delta({}, 'insufficient_system_resource'), '[DONE]'),
    'provider-unavailable',
    'insufficient_system_resource',
  ],
  [
    'an error document with status 200',
    '{"error":{"message":"m","type":"one_api_error"}}',
    'provider-unavailable',
    'm',
  ],
  [
    'a NextChat error document',
    '{"error":true,"msg":"wrong access code"}',
    'unauthorized',
    'wrong access code',
  ],
  [
    'a NextChat document that is a string',
    '"TypeError: fetch failed"',
    'provider-unavailable',
    'TypeError: fetch failed',
  ],
  [
    'a sentence instead of an answer',
    'Service unavailable',
    'provider-unavailable',
    'Service unavailable',
  ],
  ['a page', '<html><title>Welcome</title>', 'malformed-response', 'Welcome'],
  [
    'a challenge page',
    '<html><title>Just a moment...</title>',
    'human-verification-required',
    'Just a moment...',
  ],
  ['a document of another kind', '{"hello":1}', 'malformed-response', undefined],
  [
    'a broken document',
    '{"choices":[{"message":{"content":"a secret',
    'malformed-response',
    undefined,
  ],
  ['broken JSON', 'data: {"secret": \n\n', 'malformed-response', undefined],
  [
    'an end marker with something behind it',
    stream('[DONE]sk-secret'),
    'malformed-response',
    undefined,
  ],
];

for (const [name, body, code, detail] of errors) {
  test(`The answer ends with ${code} for ${name}, and keeps the text before it.`, async () => {
    const alone = (await decodeText(body)).at(-1);
    expect(alone).toMatchObject({ type: 'error', failure: { code } });
    expect(alone?.type === 'error' && alone.failure.detail).toBe(detail);
    if (!/^(?:data|event|error):/u.test(body)) return;
    const events = await decodeText(stream(delta({ content: 'Before' })) + body);
    expect(textOf(events)).toBe('Before');
    expect(events.filter(isTerminal)).toEqual([alone]);
  });
}
