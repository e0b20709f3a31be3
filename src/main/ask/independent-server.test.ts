import { Readable } from 'node:stream';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AskSummary } from './ask-summary.ts';
import { runAsk } from './run-ask.ts';

// A server that other people wrote: it shares none of our assumptions about the wire format.
const server = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent' });
let baseUrl = '';

beforeAll(async () => {
  server.onMessage('greet', { content: 'Grüße aus „Köln“ – 🎉, and a longer tail.' });
  server.onMessage('think', { content: 'So it is.', reasoning: 'Let me see.' });
  server.onMessage('weather', {
    toolCalls: [{ name: 'get_weather', arguments: '{"city":"Paris","days":[1,2]}' }],
  });
  server.onMessage('limit', {
    error: { message: 'Too many', type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    status: 429,
    retryAfter: 90,
  });
  baseUrl = `${await server.start()}/v1`;
});
afterAll(() => server.stop());

async function ask(prompt: string, ...more: string[]): Promise<AskSummary & { code: number }> {
  let out = '';
  const code = await runAsk({
    argv: ['-p', 'openai', '--base-url', baseUrl, '-m', 'gpt-4', '--json', ...more, prompt],
    environment: {},
    input: Readable.from([]),
    out: { write: (text) => void (out += text) },
    error: { write: () => undefined },
    signal: new AbortController().signal,
  });
  return { ...(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as AskSummary), code };
}

it.each([[], ['--no-stream']])('reads its text, end and usage exactly %j', async (...options) => {
  expect(await ask('greet', ...options)).toMatchObject({
    code: 0,
    text: 'Grüße aus „Köln“ – 🎉, and a longer tail.',
    finishReason: 'stop',
    usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    failure: null,
  });
});

it('counts what the server counted', async () => {
  const body = { model: 'gpt-4', messages: [{ role: 'user', content: 'greet' }] };
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { usage } = (await response.json()) as { usage: Record<string, number> };
  expect((await ask('greet')).usage).toEqual({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    totalTokens: usage['total_tokens'],
    reasoningTokens: null,
    cachedInputTokens: null,
  });
});

it('keeps its reasoning apart from its text', async () => {
  expect(await ask('think')).toMatchObject({ text: 'So it is.', reasoning: 'Let me see.' });
});

it('reads its tool calls', async () => {
  const inputText = '{"city":"Paris","days":[1,2]}';
  expect(await ask('weather')).toMatchObject({
    finishReason: 'tool-calls',
    toolCalls: [{ name: 'get_weather', input: { city: 'Paris', days: [1, 2] }, inputText }],
  });
});

it('tells its refusals apart', async () => {
  expect(await ask('limit')).toMatchObject({
    code: 3,
    failure: { code: 'rate-limited', status: 429, retryAfterMs: 90_000 },
  });
  expect(await ask('nothing that it knows')).toMatchObject({ code: 3, failure: { status: 404 } });
});
