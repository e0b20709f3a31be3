import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { closedPort, serve, temporaryFile } from '../../net/testing/loopback.ts';
import { refuse, startChatService, streamText } from '../../provider/testing/providers.ts';
import type { ListedProvider } from '../output/provider-list.ts';
import { runAsk } from '../run-ask.ts';

async function ask(argv: readonly string[], { input = '', isTTY = false } = {}) {
  let out = '';
  let error = '';
  const code = await runAsk({
    argv,
    environment: {},
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    out: { write: (text) => void (out += text) },
    error: { write: (text) => void (error += text), isTTY },
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

const service = () => startChatService((response) => streamText(response, 'fine'));

describe('the options of an answer', () => {
  it('are sent as they were typed, and only those', async () => {
    const { baseUrl, calls } = await service();
    const at = ['-p', 'equing', '--base-url', baseUrl];
    const typed = {
      '--temperature': '0.7',
      '--top-p': '0.9',
      '--presence-penalty': '-1.5',
      '--frequency-penalty': '2',
      '--max-tokens': '100',
      '--reasoning-effort': 'high',
    };
    const flags = Object.entries(typed).map(([name, value]) => `${name}=${value}`);
    expect(await ask([...at, ...flags, '--no-stream', 'hi'])).toMatchObject({ code: 0 });
    expect(calls[0]?.body).toEqual({
      messages: [{ role: 'user', content: 'hi' }],
      stream: false,
      model: 'gpt-3.5-turbo',
      temperature: 0.7,
      presence_penalty: -1.5,
      frequency_penalty: 2,
      top_p: 0.9,
      max_tokens: 100,
      reasoning_effort: 'high',
    });
    await ask([...at, 'hi']);
    expect(calls[1]?.body).toEqual({
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      model: 'gpt-3.5-turbo',
      temperature: 0.5,
      presence_penalty: 0,
      frequency_penalty: 0,
      top_p: 1,
    });
  });

  it.each([
    [['-p', 'openai', '--temperature', '2.1'], '--temperature takes a number from 0 to 2.'],
    [['-p', 'anthropic', '--temperature', '1.5'], '--temperature takes a number from 0 to 1.'],
    [['-p', 'openai', '--temperature', ''], '--temperature takes a number from 0 to 2.'],
    [['-p', 'openai', '--temperature', 'warm'], '--temperature takes a number from 0 to 2.'],
    [['-p', 'openai', '--max-tokens', '1.5'], '--max-tokens takes a whole number from 1.'],
    [['-p', 'anthropic', '--presence-penalty', '1'], 'Anthropic takes no --presence-penalty.'],
    [['-p', 'openai', '--reasoning-effort', 'huge'], '--reasoning-effort is one of: minimal'],
    [['--temperature', '1'], 'ELIZA takes no --temperature.'],
    [['--wait', 'long', 'hi'], '--wait takes seconds or a time such as 5m'],
    [['--wait', '25h', 'hi'], 'at most a day'],
    [['--messages', '/nowhere.json', 'hi'], '--messages /nowhere.json cannot be read (ENOENT)'],
  ])('%j are wrong usage', async (flags, message) => {
    const { code, error } = await ask([...flags, '--base-url', 'http://127.0.0.1:9', 'hi']);
    const alone = flags[0] === '-p' ? { code, error } : await ask(flags);
    expect(alone).toMatchObject({ code: 2, error: expect.stringContaining(message) });
  });
});

describe('a list of messages', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Привет' },
    { role: 'assistant', content: [{ type: 'text', text: 'Hello.' }] },
    { role: 'user', content: 'Again?' },
  ];

  it('is sent whole, from a file or from what is piped in', async () => {
    const { baseUrl, calls } = await service();
    const at = ['-p', 'gravityengine', '--base-url', baseUrl];
    const file = temporaryFile(JSON.stringify({ messages }));
    expect(await ask([...at, '--messages', file])).toEqual({ code: 0, out: 'fine\n', error: '' });
    await ask([...at, '--messages', '-'], { input: JSON.stringify(messages) });
    await ask([...at, '--messages', file, '-s', 'Be kind.', 'And again?']);
    const sent = calls.map(({ body }) => body?.['messages']);
    const plain = messages.map(({ role, content }) => ({ role, content: contentOf(content) }));
    expect(sent[0]).toEqual(plain);
    expect(sent[1]).toEqual(plain);
    expect(sent[2]).toEqual([
      { role: 'system', content: 'Be kind.\n\nBe brief.' },
      ...plain.slice(1),
      { role: 'user', content: 'And again?' },
    ]);
  });

  it.each([
    ['{}', 'no JSON list of messages'],
    ['[{"role":"user"', 'no JSON list of messages'],
    ['[{"role":"tool","content":"x"}]', 'message 1 has no role that is system, user or assistant'],
    ['[{"role":"user","content":"x"},{"role":"user"}]', 'message 2 has no content that is text'],
    ['[]', 'There is no prompt'],
  ])('that is %s is wrong usage', async (text, message) => {
    const piped = await ask(['--messages', '-'], { input: text });
    expect(piped).toEqual({ code: 2, out: '', error: expect.stringContaining(message) });
  });
});

function contentOf(content: string | readonly { readonly text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

describe('the list of providers', () => {
  it('tells of each what the originals called params, working, needs_auth and supports_stream', async () => {
    const { code, out } = await ask(['--providers', '--json']);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ListedProvider);
    const rowOf = (id: string) => rows.find((row) => row.id === id);
    expect(code).toBe(0);
    expect(rowOf('equing')).toMatchObject({
      working: false,
      closed: { since: '2023-09-08' },
      needsAddress: true,
      needsAuth: false,
      credentials: ['access-code', 'own-key'],
      streams: true,
      parameters: {
        numbers: [
          { name: 'temperature', min: 0, max: 2, usual: 0.5 },
          { name: 'topP', usual: 1 },
          { name: 'presencePenalty', usual: 0 },
          { name: 'frequencyPenalty', usual: 0 },
          { name: 'maxOutputTokens' },
        ],
      },
      models: [{ id: 'gpt-3.5-turbo' }, { id: 'gpt-3.5-turbo-0613' }, { id: 'gpt-4o-mini' }],
    });
    expect(rowOf('dfehub')).toMatchObject({ longestWaitMs: 60_000 });
    expect(rowOf('liaobots')).toMatchObject({
      needsAuth: true,
      credentials: ['access-code'],
      keyVariable: 'LIAOBOTS_AUTH_CODE',
      guestCodes: true,
      models: [
        { id: 'gpt-3.5-turbo', contextLength: 4000, maxCharacters: 12_000 },
        { id: 'gpt-4', contextLength: 8000, maxCharacters: 24_000 },
      ],
    });
    expect(rowOf('openai')).toMatchObject({ working: true, closed: null, needsAddress: false });
  });

  it('is readable, and of one provider when that is named', async () => {
    const { out } = await ask(['--providers', '-p', 'liaobots']);
    expect(out).toBe(
      [
        'liaobots  Liaobots',
        '  closed   since 2023-07-16. It moved to liaobots.work and asked for an account.',
        '  address  of your own, with --base-url',
        '  needs    an access code in LIAOBOTS_AUTH_CODE',
        '  guests   get a code with --guest',
        '  answers  word by word, or whole with --no-stream',
        '  options  --temperature 0…1',
        '  models   gpt-3.5-turbo (4000 tokens, 12000 characters), gpt-4 (8000 tokens, 24000 characters)',
        '',
      ].join('\n'),
    );
    expect((await ask(['--providers'])).out.split('\n\n').length).toBeGreaterThan(20);
  });
});

function at({ baseUrl }: { readonly baseUrl: string }): readonly string[] {
  return ['-p', 'openai-compatible', '--base-url', baseUrl, '-m', 'm'];
}

const limitedOnce = (headers: Record<string, string>) => {
  let calls = 0;
  return startChatService((response) => {
    calls += 1;
    if (calls > 1) return streamText(response, 'fine');
    return response.writeHead(429, headers).end('{"error":{"message":"slow down"}}');
  });
};

describe('a wait', () => {
  it('is told on standard error, with the reason', async () => {
    const house = await limitedOnce({ 'retry-after': '1' });
    const { host } = new URL(house.baseUrl);
    const { error, ...answered } = await ask([...at(house), 'hi']);
    expect(answered).toEqual({ code: 0, out: 'fine\n' });
    const told = `parley ask: ${host}/v1: the provider limits how often it answers; asking again in `;
    expect(error.replace(/[12] s\n$/, '')).toBe(told);
  });

  it('is counted down where a person watches, and leaves nothing on the screen', async () => {
    const house = await limitedOnce({ 'retry-after': '1' });
    const { error } = await ask([...at(house), 'hi'], { isTTY: true });
    expect(error).toMatch(/asking again in [12] s \(Ctrl-C ends this\)/);
    expect(error.endsWith('\r\u{1b}[K')).toBe(true);
  });

  it('is never longer than the person wants, and says how to wait', async () => {
    const house = await limitedOnce({ 'retry-after': '5000' });
    const { code, error } = await ask([...at(house), 'hi']);
    expect(code).toBe(3);
    expect(error).toContain(
      'It asks you to wait 1 h 24 min; --wait 5000 waits and asks again by itself.',
    );
    const short = await limitedOnce({ 'retry-after': '1' });
    expect(await ask([...at(short), '--wait', '0', 'hi'])).toMatchObject({ code: 3, out: '' });
    expect(short.calls).toHaveLength(1);
    const long = await limitedOnce({ 'retry-after': '1' });
    expect(await ask([...at(long), '--wait', '2m', 'hi'])).toMatchObject({ code: 0 });
  });
});

describe('a pool of servers', () => {
  it('says which server did not answer and why, and each with its reason when none does', async () => {
    const bad = await serve((_, response) => refuse(response, 402, 'pay'));
    const worse = await serve((_, response) => refuse(response, 403, 'no'));
    const two = ['-p', 'easychat', '--base-url', bad, '--base-url', worse, 'hi'];
    const { code, error } = await ask(two);
    expect(code).toBe(3);
    expect(error).toContain('none of the 2 servers gave one.');
    expect(error).toContain(`${new URL(bad).host}: the quota or the credit`);
    expect(error).toMatch(/; asking 127\.0\.0\.1:\d+\n/);
  });
});

describe('the remedy of a failure', () => {
  it('is one of a terminal', async () => {
    const site = await serve((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":true,"msg":"empty access code"}');
    });
    const { error } = await ask(['-p', 'nextchat', '--base-url', site, 'hi']);
    expect(error).toBe(
      [
        'parley ask: Cannot get an answer: the site asks for an access code. Enter one.',
        '  It said (401): empty access code',
        '  --key-env NAME names the environment variable that holds it.',
        '',
      ].join('\n'),
    );
    expect(error).not.toContain('settings');
  });

  it('never sends anybody to a settings pane', async () => {
    const dead = await closedPort();
    const { error } = await ask(['-p', 'openai-compatible', '--base-url', dead, '-m', 'm', 'hi']);
    expect(error).toContain('Start the local model server');
    expect(error).not.toContain('settings');
  });
});
