import { describe, expect, it } from 'vitest';
import type { FailureCode } from '#shared/failure.ts';
import { FailureError } from '#shared/failure.ts';
import { ANSWER } from '../chat-stream.ts';
import { openParley, startService } from '../testing/testing.ts';
import { legacyRequest, outcomeOf, readAsLiaobots } from '../testing/legacy-clients.ts';
import type { LegacyOutcome } from '../testing/legacy-clients.ts';
import { GUEST_CODE, LONG_ANSWER } from './liaobots-scenarios.ts';
import { liaobots } from './liaobots.ts';

const first = { definitionId: 'liaobots', credential: GUEST_CODE } as const;

async function legacy(scenario: string, code: string = GUEST_CODE): Promise<LegacyOutcome> {
  const { url } = await startService(liaobots, scenario);
  const response = await legacyRequest(`${url}/api/chat`, {
    headers: { 'content-type': 'application/json', 'x-auth-code': code },
    body: { conversationId: 'any', model: {}, messages: [], key: '', prompt: '' },
  });
  return outcomeOf(readAsLiaobots(response));
}

describe('the client of 2023 with Liaobots', () => {
  it('reads text whose chunks end between characters', async () => {
    const { type, pieces } = await legacy('good');
    expect({ type, text: pieces.join('') }).toEqual({ type: 'answered', text: ANSWER });
  });

  it.each(['raw-1', 'raw-2', 'raw-3', 'raw-2046', 'raw-random'])(
    'dies of a character in two chunks, as with "%s"',
    async (scenario) => {
      expect(await legacy(scenario)).toMatchObject({ type: 'raised', name: 'UnicodeDecodeError' });
    },
  );

  it.each([
    ['error-500', 'Error'],
    ['error-402', 'Error'],
    ['soft-error', '{"code":200,"msg":"success","data":"Too many requests"}'],
  ])('shows the error of "%s" as the answer', async (scenario, shown) => {
    const { type, pieces } = await legacy(scenario);
    expect({ type, text: pieces.join('') }).toEqual({ type: 'answered', text: shown });
  });

  it('shows the raw events of later generations', async () => {
    expect((await legacy('l7-good')).pieces.join('')).toMatch(/^data: \{"role":"assistant"/);
  });

  it('is not known without a code, and with the name of nothing', async () => {
    for (const code of ['', 'None', 'SomebodyElse1'])
      expect((await legacy('good', code)).pieces.join('')).toContain('401 Unauthorized');
  });
});

describe('Parley with Liaobots', () => {
  it('sends what the seed client sends, with the code in its header', async () => {
    const service = await startService(liaobots);
    const parley = await openParley(service, first);
    await parley.ask({ conversationKey: 'one' });
    await parley.ask({ conversationKey: 'one', turns: ['Hello', ANSWER, 'More'] });
    await parley.ask({ conversationKey: 'two', modelId: 'gpt-4', instructions: 'Be brief.' });
    const [one, again, two] = service.requests();
    const { host } = new URL(service.url);
    expect(one?.headers).toMatchObject({
      authority: host,
      'content-type': 'application/json',
      origin: `http://${host}`,
      referer: `http://${host}/`,
      'x-auth-code': GUEST_CODE,
    });
    expect(one?.headers).not.toHaveProperty('authorization');
    expect(Object.entries(one?.json ?? {})).toEqual([
      ['conversationId', expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)],
      ['model', { id: 'gpt-3.5-turbo', name: 'GPT-3.5', maxLength: 12_000, tokenLimit: 4000 }],
      ['messages', [{ role: 'user', content: 'Hello' }]],
      ['key', ''],
      [
        'prompt',
        "You are ChatGPT, a large language model trained by OpenAI. Follow the user's instructions carefully. Respond using markdown.",
      ],
    ]);
    expect(again?.json?.['conversationId']).toBe(one?.json?.['conversationId']);
    expect(two?.json?.['conversationId']).not.toBe(one?.json?.['conversationId']);
    expect(two?.json).toMatchObject({
      model: { id: 'gpt-4', name: 'GPT-4', maxLength: 24_000, tokenLimit: 8000 },
      prompt: 'Be brief.',
    });
  });

  it('sends no header when there is no code', async () => {
    const service = await startService(liaobots);
    const parley = await openParley(service, { definitionId: 'liaobots' });
    expect((await parley.ask()).failure).toMatchObject({ code: 'missing-credential', status: 401 });
    expect(service.requests()[0]?.headers).not.toHaveProperty('x-auth-code');
  });

  it('sends what the site of 2025 sends', async () => {
    const service = await startService(liaobots, 'l7-good');
    const parley = await openParley(service, {
      definitionId: 'liaobots-work',
      credential: GUEST_CODE,
    });
    expect((await parley.ask()).text).toBe(ANSWER);
    const [request] = service.requests();
    expect(Object.keys(request?.json ?? {})).toEqual([
      'conversationId',
      'models',
      'search',
      'messages',
      'key',
      'prompt',
    ]);
    expect(request?.json).toMatchObject({
      models: [{ modelId: 'grok-3', provider: 'x.ai' }],
      search: 'false',
    });
    expect(request?.headers.referer).toBe(`${service.url}/en`);
  });

  it('tells the reason that is in the reason phrase alone', async () => {
    const service = await startService(liaobots, 'error-500');
    const parley = await openParley(service, first);
    expect((await parley.ask()).failure).toMatchObject({
      code: 'provider-unavailable',
      status: 500,
      detail: 'The model is overloaded',
    });
  });

  it.each([
    ['code-spent', 3, 'quota-exceeded'],
    ['network-spent', 10, 'unauthorized'],
  ] as const)('is told when "%s" after %i messages', async (scenario, count, code) => {
    const service = await startService(liaobots, scenario);
    const parley = await openParley(service, first);
    for (let message = 0; message < count; message += 1)
      expect((await parley.ask()).text).toBe(ANSWER);
    expect((await parley.ask()).failure?.code).toBe(code);
    expect(service.requests().length).toBe(count + 1);
  });
});

describe('a conversation that is too long for Liaobots', () => {
  const turns = ['a'.repeat(6000), 'b'.repeat(5000), 'c'.repeat(2000)];

  it('is not sent, since the service would drop what it likes', async () => {
    const service = await startService(liaobots, 'truncating');
    const parley = await openParley(service, first);
    expect((await parley.ask({ turns })).failure).toMatchObject({
      code: 'context-length-exceeded',
      detail: '13,000 characters > 12,000',
    });
    expect(service.requests()).toEqual([]);
    expect((await parley.ask({ turns, modelId: 'gpt-4' })).text).toBe(ANSWER);
  });

  it('is sent without its oldest messages when a person says so', async () => {
    const service = await startService(liaobots, 'truncating');
    const parley = await openParley(service, first);
    expect((await parley.ask({ turns, trim: true })).text).toBe(ANSWER);
    expect(service.requests()[0]?.json).toMatchObject({
      messages: [{ role: 'user', content: turns[2] }],
    });
    const long = await parley.ask({ turns: ['d'.repeat(12_001)], trim: true });
    expect(long.failure?.code).toBe('context-length-exceeded');
  });

  it('would have got the wrong answer', async () => {
    const { url } = await startService(liaobots, 'truncating');
    const response = await legacyRequest(`${url}/api/chat`, {
      headers: { 'x-auth-code': GUEST_CODE },
      body: {
        model: { id: 'gpt-3.5-turbo', tokenLimit: 4000 },
        messages: [{ role: 'user', content: 'e'.repeat(12_001) }],
      },
    });
    const { pieces } = await outcomeOf(readAsLiaobots(response));
    expect(pieces.join('')).toBe('Hello! How can I assist you today?');
  });
});

describe('the code of a guest of Liaobots', () => {
  it('is got when asked for, kept, and used with its cookies', async () => {
    const service = await startService(liaobots, 'l7-cookie');
    const { providers, providerId, ask } = await openParley(service, {
      definitionId: 'liaobots-work',
    });
    expect((await ask()).failure?.code).toBe('missing-credential');
    await providers.login(providerId);
    expect(providers.find(providerId)).toMatchObject({
      baseUrl: service.url,
      credential: { present: true },
    });
    expect((await ask()).text).toBe(ANSWER);
    const [, login, chat] = service.requests();
    expect(login).toMatchObject({
      path: '/api/user',
      json: { authcode: '', recommendUrl: `${service.url}/zh` },
    });
    expect(login?.headers).not.toHaveProperty('x-auth-code');
    expect(chat?.headers['x-auth-code']).toMatch(/^[A-Za-z\d]{13}$/);
    expect(chat?.headers.cookie).toBe('visitor=1');
  });

  it('may come with the wrong content type', async () => {
    const service = await startService(liaobots, 'user-wrong-type');
    const { providers, providerId, ask } = await openParley(service, {
      definitionId: 'liaobots',
    });
    await providers.login(providerId);
    expect((await ask()).text).toBe(ANSWER);
  });

  it.each([
    ['user-401', 'quota-exceeded'],
    ['user-too-many', 'rate-limited'],
    ['user-empty', 'malformed-response'],
    ['user-page', 'human-verification-required'],
    ['l4-good', 'human-verification-required'],
  ] as const)('is not there with "%s", and nothing is pretended', async (scenario, code) => {
    const service = await startService(liaobots, scenario);
    const { providers, providerId } = await openParley(service, { definitionId: 'liaobots' });
    expect(await failureCodeOf(providers.login(providerId))).toBe(code);
    expect(providers.find(providerId).credential.present).toBe(false);
    expect(service.requests().map(({ path }) => path)).toEqual(['/api/user']);
  });

  it('is nothing that every service has', async () => {
    const service = await startService(liaobots);
    const { providers, providerId } = await openParley(service, { definitionId: 'equing' });
    expect(await failureCodeOf(providers.login(providerId))).toBe('invalid-input');
    expect(service.requests()).toEqual([]);
  });
});

async function failureCodeOf(promise: Promise<unknown>): Promise<FailureCode | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof FailureError) return error.failure.code;
      throw error;
    },
  );
}

describe('the text of Liaobots', () => {
  it('is longer than one read of the old client', () => {
    expect(Buffer.byteLength(LONG_ANSWER)).toBeGreaterThan(4092);
  });
});
