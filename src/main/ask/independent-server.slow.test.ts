import { Readable } from 'node:stream';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskSummary } from './output/summary.ts';
import { runAsk } from './run-ask.ts';

// A server that other people wrote: it shares none of our assumptions about the wire format.
const server = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent' });
let origin = '';

/** Where each format is below its address, and what it asks for. */
const formats = {
  openai: ['/v1', 'gpt-4o'],
  'openai-responses': ['/v1', 'gpt-5'],
  anthropic: ['/v1', 'claude-sonnet-4-5'],
  gemini: ['/v1beta', 'gemini-2.5-flash'],
  ollama: ['', 'llama3'],
  openrouter: ['/api/v1', 'openai/gpt-5'],
} as const;
type Format = keyof typeof formats;
const names = Object.keys(formats) as Format[];

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
  origin = await server.start();
});
afterAll(() => server.stop());

interface Answer extends AskSummary {
  readonly code: number;
}

async function ask(format: Format, prompt: string, ...more: string[]): Promise<Answer> {
  const [path, model] = formats[format];
  let out = '';
  const code = await runAsk({
    argv: ['-p', format, '--base-url', origin + path, '-m', model, '--json', ...more, prompt],
    environment: {},
    input: Readable.from([]),
    out: { write: (text) => void (out += text) },
    error: { write: () => undefined },
    signal: new AbortController().signal,
  });
  return { ...(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as AskSummary), code };
}

describe.each(names)('an answer in the format of %s', (format) => {
  it.each([[], ['--no-stream']])('is read exactly %j', async (...options) => {
    expect(await ask(format, 'greet', ...options)).toMatchObject({
      code: 0,
      text: 'Grüße aus „Köln“ – 🎉, and a longer tail.',
      reasoning: '',
      finishReason: 'stop',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
      failure: null,
    });
  });

  it('keeps its reasoning apart from its text', async () => {
    expect(await ask(format, 'think')).toMatchObject({
      text: 'So it is.',
      reasoning: 'Let me see.',
    });
  });

  it('has its calls of tools', async () => {
    const inputText = '{"city":"Paris","days":[1,2]}';
    expect(await ask(format, 'weather')).toMatchObject({
      finishReason: 'tool-calls',
      toolCalls: [{ name: 'get_weather', input: { city: 'Paris', days: [1, 2] }, inputText }],
    });
  });

  it('is refused with the reason', async () => {
    expect(await ask(format, 'limit')).toMatchObject({
      code: 3,
      failure: { code: 'rate-limited', status: 429, retryAfterMs: 90_000 },
    });
    expect(await ask(format, 'nothing that it knows')).toMatchObject({
      code: 3,
      failure: { status: 404 },
    });
  });

  it.each([
    [{ disconnectRate: 1 }, 'unreachable'],
    [{ malformedRate: 1 }, 'malformed-response'],
  ])('fails readably when the server plays %j', async (chaos, code) => {
    server.setChaos(chaos);
    const { failure } = await ask(format, 'greet');
    server.clearChaos();
    expect(failure).toMatchObject({
      code,
      message: expect.stringMatching(/^Cannot .*: .*\. .*\.$/),
    });
  });
});

it('counts what the server counted', async () => {
  const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'greet' }] };
  const response = await fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { usage } = (await response.json()) as { usage: Record<string, number> };
  expect((await ask('openai', 'greet')).usage).toEqual({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    totalTokens: usage['total_tokens'],
    reasoningTokens: null,
    cachedInputTokens: null,
  });
});
