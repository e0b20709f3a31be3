import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { streamEventSchema } from '#shared/conversation/stream-event.ts';
import {
  openStream,
  refuse,
  startChatService,
  streamText,
  writeChunk,
  writeDelta,
} from '../provider/testing/providers.ts';
import type { ChatService } from '../provider/testing/providers.ts';
import type { AskSummary } from './output/summary.ts';
import { runAsk } from './run-ask.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

interface RunOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** `parley ask` within this process, with an input of its own. */
async function ask(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { environment = {}, input = '' } = options;
  let out = '';
  let error = '';
  const code = await runAsk({
    argv,
    environment,
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    out: { write: (text) => void (out += text) },
    error: { write: (text) => void (error += text) },
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

function openAi(service: ChatService, ...more: string[]): string[] {
  return ['--provider', 'openai', '--base-url', service.baseUrl, '--model', 'm', ...more];
}

function lines(out: string): unknown[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

function summaryOf(out: string): AskSummary {
  return lines(out).at(-1) as AskSummary;
}

describe('parley ask', () => {
  it('needs nothing but a prompt', async () => {
    const { code, out, error } = await ask(['I am sad']);
    expect(out).toBe('I am sorry to hear that you are sad.\n');
    expect({ code, error }).toEqual({ code: 0, error: '' });
  });

  it('prints the text of an answer and nothing else', async () => {
    const service = await startChatService((response) => streamText(response, 'Hel', 'lo\n'));
    expect(await ask(openAi(service, 'hi'))).toEqual({ code: 0, out: 'Hello\n', error: '' });
  });

  it('prints every event and a summary with the usage as it came', async () => {
    const usage = {
      prompt_tokens: 12,
      completion_tokens: 7,
      total_tokens: 19,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    };
    const service = await startChatService((response) => {
      openStream(response);
      writeChunk(response, { choices: [{ index: 0, delta: { reasoning_content: 'hm' } }] });
      writeDelta(response, 'Grüße');
      const call = { index: 0, id: 'c1', function: { name: 'look', arguments: '{"at":[1]}' } };
      writeChunk(response, { choices: [{ index: 0, delta: { tool_calls: [call] } }] });
      writeChunk(response, { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] });
      writeChunk(response, { choices: [], usage });
      response.end('data: [DONE]\n\n');
    });
    const { code, out } = await ask(openAi(service, '--json', 'hi'));
    expect(code).toBe(0);
    const events = lines(out).slice(0, -1);
    for (const event of events) expect(streamEventSchema.parse(event)).toEqual(event);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' });
    expect(summaryOf(out)).toMatchObject({
      type: 'summary',
      text: 'Grüße',
      reasoning: 'hm',
      toolCalls: [{ id: 'c1', name: 'look', input: { at: [1] }, inputText: '{"at":[1]}' }],
      finishReason: 'tool-calls',
      usage: {
        inputTokens: 12,
        outputTokens: 7,
        totalTokens: 19,
        reasoningTokens: 3,
        cachedInputTokens: 4,
      },
      failure: null,
      route: [{ model: { providerId: 'openai', modelId: 'm' } }],
    });
  });

  it('sends the prompt, the instructions and what was piped in', async () => {
    const service = await startChatService((response) => streamText(response, 'ok'));
    const system = ['--system', 'be brief'];
    await ask(openAi(service, ...system, 'Sum', 'up:'), { input: 'one\ntwo\n' });
    expect(service.calls[0]?.body).toMatchObject({
      model: 'm',
      stream: true,
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'Sum up:\n\none\ntwo' },
      ],
    });
    await ask(openAi(service, '-'), { input: 'alone' });
    expect(service.calls[1]?.body).toMatchObject({ messages: [{ content: 'alone' }] });
  });

  it('asks the servers of a pool until one answers', async () => {
    const down = await startChatService((response) => refuse(response, 502, 'down'));
    const up = await startChatService((response) => streamText(response, 'Hello'));
    for (let count = 0; count < 4; count += 1) {
      const more = ['--base-url', up.baseUrl, 'hi'];
      expect(await ask(openAi(down, ...more))).toMatchObject({ code: 0, out: 'Hello\n' });
    }
    expect(up.calls).toHaveLength(4);
  });

  it('tells why no model of a chain could answer', async () => {
    const service = await startChatService((response, { body }) =>
      refuse(response, body?.['model'] === 'm' ? 402 : 404, 'no'),
    );
    const { code, error } = await ask(openAi(service, '--fallback', 'openai/other', 'hi'));
    expect(code).toBe(3);
    expect(error).toMatch(
      /quota[^]*could answer either:\n {2}openai\/other: Cannot .*no such model/,
    );
  });

  it('can ask for the whole answer at once', async () => {
    const service = await startChatService((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const message = { role: 'assistant', content: 'Hello' };
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    });
    expect(await ask(openAi(service, '--no-stream', 'hi'))).toMatchObject({
      code: 0,
      out: 'Hello\n',
    });
    expect(service.calls[0]?.body?.['stream']).not.toBe(true);
  });

  it('sends the usual key to no other address, a named one to the address beside it, and shows neither', async () => {
    const service = await startChatService((response) => refuse(response, 401, 'no'));
    const environment = { OPENAI_API_KEY: 'sk-usual-canary', OTHER: 'sk-other-canary' };
    const usual = await ask(openAi(service, 'hi'), { environment });
    const other = await ask(openAi(service, '--key-env', 'OTHER', '--json', 'hi'), { environment });
    expect(service.calls.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer sk-other-canary',
    ]);
    expect(usual.error).toContain('Add --key-env OPENAI_API_KEY to send it there.');
    expect([usual.code, other.code]).toEqual([3, 3]);
    expect(JSON.stringify([usual, other])).not.toContain('canary');
  });

  it.each([401, 404, 429, 500])('fails with the reason for status %d', async (status) => {
    const service = await startChatService((response) => {
      response.setHeader('retry-after', '90');
      refuse(response, status, 'the-reason');
    });
    const { code, out, error } = await ask(openAi(service, 'hi'));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(error).toMatch(/^parley ask: Cannot .+: .+\./);
    expect(error).toContain('the-reason');
  });

  it('fails when nothing listens, and says so in JSON as well', async () => {
    const url = 'http://127.0.0.1:9/v1';
    const { code, out } = await ask(['-p', 'openai', '--base-url', url, '--json', 'hi']);
    expect(code).toBe(3);
    expect(summaryOf(out)).toMatchObject({ failure: { code: 'unreachable' }, finishReason: null });
  });

  it('keeps the text of an answer that breaks off', async () => {
    const service = await startChatService((response) => {
      openStream(response);
      writeDelta(response, 'half');
      setTimeout(() => response.destroy(), 50);
    });
    const { code, out, error } = await ask(openAi(service, 'hi'));
    expect({ code, out }).toEqual({ code: 3, out: 'half\n' });
    expect(error).toContain('Cannot');
  });

  it('asks any server at an address alone', async () => {
    const service = await startChatService((response) => streamText(response, 'Hello.'));
    const argv = ['--base-url', service.baseUrl, '--model', 'any', '--json', 'hi'];
    const { code, out } = await ask(argv);
    expect({ code, text: summaryOf(out).text }).toEqual({ code: 0, text: 'Hello.' });
  });

  it('asks as a guest, with a code that it shows to nobody', async () => {
    const code = 'a1b2c3d4e5f6g';
    const service = await startChatService((response, { url }) => {
      if (url.endsWith('/api/user')) response.end(JSON.stringify({ authCode: code }));
      else response.end('Hello, guest.');
    });
    const site = new URL(service.baseUrl).origin;
    const argv = ['-p', 'liaobots', '--base-url', site, '--guest', '--json', 'hi'];
    const answered = await ask(argv);
    expect(summaryOf(answered.out).text).toBe('Hello, guest.');
    expect(service.calls.map(({ headers }) => headers['x-auth-code'])).toEqual([undefined, code]);
    expect(answered.out + answered.error).not.toContain(code);
  });

  it('tells why a guest gets no code, as a failure of the provider', async () => {
    const service = await startChatService((response) => refuse(response, 401, 'no'));
    const site = new URL(service.baseUrl).origin;
    const { code, error } = await ask(['-p', 'liaobots', '--base-url', site, '--guest', 'hi']);
    expect(code).toBe(3);
    expect(error).toContain('Cannot get a code from Liaobots');
  });

  it.each([
    [[], /no prompt/],
    [['--wrong', 'hi'], /--wrong/],
    [['--provider', 'nobody', 'hi'], /no provider "nobody"/],
    [['--provider', 'openai', 'hi'], /OPENAI_API_KEY/],
    [['--provider', 'openai-compatible', 'hi'], /--base-url/],
    [['-p', 'openai-compatible', '--base-url', 'http://127.0.0.1:1', 'hi'], /--model/],
    [['--base-url', 'http://127.0.0.1:1', 'hi'], /OpenAI-compatible server has no default model/],
    [['-p', 'openai', '--guest', 'hi'], /no codes to guests/],
    [['-p', 'openai', '--base-url', 'ftp://a', 'hi'], /base URL/],
    [['-p', 'openai', '--key-env', 'UNSET_VARIABLE', 'hi'], /UNSET_VARIABLE/],
  ])('refuses %j', async (arguments_, reason) => {
    const { code, out, error } = await ask(arguments_);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(reason);
  });

  it('explains itself', async () => {
    const { code, out } = await ask(['--help']);
    expect(code).toBe(0);
    for (const option of ['--provider', '--base-url', '--json', '--key-env', '--guest', '130']) {
      expect(out).toContain(option);
    }
  });
});
