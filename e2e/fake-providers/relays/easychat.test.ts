import { describe, expect, it } from 'vitest';
import { ANSWER, piecesOf } from '../chat-stream.ts';
import { easychat } from './easychat.ts';
import { openParley, startService } from '../testing/testing.ts';
import { legacyBody, legacyRequest, outcomeOf, readAsEasyChat } from '../testing/legacy-clients.ts';
import type { LegacyOutcome } from '../testing/legacy-clients.ts';

const definitionId = 'easychat';
const CHAT = '/api/openai/v1/chat/completions';

/** One server for good or ill, visited for its cookies. */
async function legacy(scenario: string, { visits = true } = {}): Promise<LegacyOutcome> {
  const { url } = await startService(easychat, scenario);
  const { cookies } = await legacyRequest(`${url}/`);
  const cookie = cookies.map((one) => one.split(';', 1)[0]).join('; ');
  const response = await legacyRequest(url + CHAT, {
    body: legacyBody,
    headers: visits ? { cookie } : {},
  });
  return outcomeOf(readAsEasyChat(response));
}

describe('the client of 2023 with EasyChat', () => {
  it.each(['good', 'no-space', 'split'])('reads "%s"', async (scenario) => {
    const { type, pieces } = await legacy(scenario);
    expect({ type, text: pieces.join('') }).toEqual({ type: 'answered', text: ANSWER });
  });

  it('is refused without the cookies of the page', async () => {
    expect(await legacy('good', { visits: false })).toMatchObject({ name: 'Exception' });
  });

  it('shows the advert, even when there is nothing else', async () => {
    expect((await legacy('advert-by-character')).pieces.join('')).toMatch(
      /\n\n> provided by \[EasyChat\]\(https:\/\/\w{10}\.fastgpt\.me\/\)$/,
    );
    const { pieces } = await legacy('advert-only');
    expect(pieces.join('')).toMatch(/^> provided by/);
    expect(pieces.slice(1).every((piece) => String(piece).length === 1)).toBe(true);
  });

  it.each([
    ['tricky-text', 'JSONDecodeError'],
    ['one-up', 'Exception'],
    ['error-as-completion', 'Exception'],
    ['one-up-reset', 'ConnectionError'],
  ])('breaks with the scenario "%s"', async (scenario, name) => {
    const outcome = await legacy(scenario).catch(() => ({ name: 'ConnectionError' }));
    expect(outcome).toMatchObject({ name });
  });

  it('shows nothing for an error with status 200, and null for text', async () => {
    expect(await legacy('error-200')).toEqual({ type: 'answered', pieces: [] });
    expect((await legacy('role-with-null')).pieces).toEqual([null, ...piecesOf(ANSWER)]);
  });
});

describe('Parley with EasyChat', () => {
  it('sees the page of a server once and sends its cookies, as the same browser', async () => {
    const service = await startService(easychat);
    const parley = await openParley({ urls: [service.url] }, { definitionId });
    await parley.ask();
    await parley.ask();
    const requests = service.requests();
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /',
      `POST ${CHAT}`,
      `POST ${CHAT}`,
    ]);
    for (const { method, headers } of requests) {
      expect(headers.cookie).toBe(method === 'GET' ? undefined : 'sid=0-1; theme=auto');
      expect(headers['user-agent']).toMatch(/Chrome\/116\./);
    }
    expect(requests[1]?.headers).toMatchObject({
      authority: new URL(service.url).host,
      origin: service.url,
      referer: `${service.url}/`,
      'accept-language':
        'en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3,fa=0.2',
    });
  });

  it('does not mix the cookies of servers that share a host', async () => {
    const service = await startService(easychat, 'forbidden');
    const parley = await openParley(service, { definitionId });
    await parley.ask();
    const calls = service.requests().filter(({ method }) => method === 'POST');
    const sids = calls.map(({ headers }) => /^sid=(\d)-\d; theme=auto$/.exec(headers.cookie ?? ''));
    expect(new Set(sids.map((sid) => sid?.[1]))).toEqual(
      new Set(service.urls.map((_, at) => String(at))),
    );
  });

  it.each([
    ['one-up', 'human-verification-required'],
    ['one-up-500', 'provider-unavailable'],
    ['one-up-reset', 'unreachable'],
    ['one-up-empty', 'empty-response'],
    ['one-up-advert', 'empty-response'],
    ['one-up-limited', 'rate-limited'],
  ])('finds the one server of "%s" that answers, and tells the way', async (scenario, code) => {
    const service = await startService(easychat, scenario);
    const parley = await openParley(service, { definitionId });
    const { text, route, waits } = await parley.ask();
    expect(text).toBe(ANSWER);
    const last = new URL(service.urls.at(-1) ?? '').host;
    expect(route.at(-1)).toMatchObject({ server: last });
    expect(route.at(-1)).not.toHaveProperty('failure');
    for (const step of route.slice(0, -1)) expect(step.failure?.code).toBe(code);
    expect(waits.every((wait) => wait === 0)).toBe(true);
    expect(new Set(route.map(({ server }) => server)).size).toBe(route.length);
  });

  it('goes on when a server is gone', async () => {
    const gone = await startService(easychat, 'refuse');
    const service = await startService(easychat);
    const urls = [...gone.urls.slice(0, 3), service.url];
    const parley = await openParley({ urls }, { definitionId });
    expect((await parley.ask()).text).toBe(ANSWER);
  });

  it('begins anywhere', async () => {
    const service = await startService(easychat);
    const first = new Set<string | undefined>();
    for (let count = 0; count < 12; count += 1) {
      const parley = await openParley(service, { definitionId });
      first.add((await parley.ask()).route[0]?.server);
    }
    expect(first.size).toBeGreaterThan(2);
  });

  it('stays with a server that was pinned', async () => {
    const service = await startService(easychat, 'one-up');
    const pinned = service.urls[2] ?? '';
    const parley = await openParley({ urls: [pinned] }, { definitionId });
    const { failure, route } = await parley.ask();
    expect(failure?.code).toBe('human-verification-required');
    expect(new Set(route.map(({ server }) => server))).toEqual(new Set([new URL(pinned).host]));
  });

  it('gets new cookies when the old ones are no longer good, and says nothing of it', async () => {
    const service = await startService(easychat, 'cookies-run-out');
    const parley = await openParley({ urls: [service.url] }, { definitionId });
    await parley.ask();
    expect(await parley.ask()).toMatchObject({ text: ANSWER, waits: [] });
    expect(service.requests().map(({ method }) => method)).toEqual([
      'GET',
      'POST',
      'POST',
      'GET',
      'POST',
    ]);
  });

  it('is refused once with fresh cookies and no more', async () => {
    const service = await startService(easychat, 'forbidden');
    const parley = await openParley({ urls: [service.url] }, { definitionId });
    expect((await parley.ask()).failure?.code).toBe('human-verification-required');
    expect(service.requests().map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('is limited to so many calls an hour', async () => {
    const service = await startService(easychat, 'hourly-limit');
    const { url } = service;
    const headers = { cookie: 'sid=0-1' };
    for (let call = 0; call < 240; call += 1)
      expect((await legacyRequest(url + CHAT, { body: legacyBody, headers })).status).toBe(200);
    const parley = await openParley({ urls: [url] }, { definitionId });
    expect((await parley.ask()).failure?.code).toBe('rate-limited');
  });

  it('says what a refusal in the shape of an answer says', async () => {
    const service = await startService(easychat, 'error-as-completion');
    const parley = await openParley({ urls: [service.url] }, { definitionId });
    expect(await parley.ask()).toMatchObject({
      text: '',
      failure: { code: 'forbidden', status: 403, detail: '无接口调用权限' },
    });
  });
});
