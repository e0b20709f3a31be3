import { describe, expect, it } from 'vitest';
import { ANSWER, piecesOf } from '../chat-stream.ts';
import { equing } from './equing.ts';
import { openParley, startService } from '../testing/testing.ts';
import { legacyBody, legacyRequest, outcomeOf, readAsEquing } from '../testing/legacy-clients.ts';
import type { LegacyOutcome } from '../testing/legacy-clients.ts';

async function legacy(scenario: string): Promise<LegacyOutcome> {
  const { url } = await startService(equing, scenario);
  const response = await legacyRequest(`${url}/api/openai/v1/chat/completions`, {
    body: legacyBody,
  });
  return outcomeOf(readAsEquing(response));
}

describe('the client of 2023 with Equing', () => {
  it('reads a good stream', async () => {
    expect(await legacy('good')).toEqual({ type: 'answered', pieces: piecesOf(ANSWER) });
  });

  it('loses every event but the first of a chunk', async () => {
    const { pieces } = await legacy('coalesced');
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces.length).toBeLessThan(piecesOf(ANSWER).length);
    expect(ANSWER.startsWith(pieces.join(''))).toBe(false);
  });

  it.each([
    ['split-in-two', 'IndexError'],
    ['no-space', 'IndexError'],
    ['tricky-text', 'JSONDecodeError'],
  ])('breaks with the scenario "%s"', async (scenario, name) => {
    expect(await legacy(scenario)).toMatchObject({ type: 'raised', name });
  });

  it.each(['code-wrong', 'one-api-200', 'one-api-no-channel', 'challenge-403', 'one-api-empty'])(
    'shows an empty answer and no error for "%s"',
    async (scenario) => {
      expect(await legacy(scenario)).toEqual({ type: 'answered', pieces: [] });
    },
  );
});

describe('Parley with Equing', () => {
  it('sends what its own web client sends, in that order', async () => {
    const service = await startService(equing);
    const parley = await openParley(service, { definitionId: 'equing' });
    await parley.ask({ instructions: 'Be brief.' });
    const [request] = service.requests();
    const { host } = new URL(service.url);
    expect(request).toMatchObject({ method: 'POST', path: '/api/openai/v1/chat/completions' });
    expect(request?.body.toString('utf8')).toBe(
      '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],"stream":true,"model":"gpt-3.5-turbo","temperature":0.5,"presence_penalty":0,"frequency_penalty":0,"top_p":1}',
    );
    const headers = (request?.rawHeaders ?? []).filter(
      ([name]) => !/^(?:host|connection|content-length|accept-encoding)$/i.test(name),
    );
    expect(headers).toEqual([
      ['authority', host],
      ['accept', 'text/event-stream'],
      [
        'accept-language',
        'en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3',
      ],
      ['cache-control', 'no-cache'],
      ['content-type', 'application/json'],
      ['origin', `http://${host}`],
      ['plugins', '0'],
      ['pragma', 'no-cache'],
      ['referer', `http://${host}/`],
      ['sec-ch-ua', '"Not/A)Brand";v="99", "Google Chrome";v="115", "Chromium";v="115"'],
      ['sec-ch-ua-mobile', '?0'],
      ['sec-ch-ua-platform', '"macOS"'],
      ['sec-fetch-dest', 'empty'],
      ['sec-fetch-mode', 'cors'],
      ['sec-fetch-site', 'same-origin'],
      [
        'user-agent',
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Safari/537.36',
      ],
      ['usesearch', 'false'],
      ['x-requested-with', 'XMLHttpRequest'],
    ]);
  });

  it('lets a person choose what the web client fixed, and ask for the whole answer at once', async () => {
    const service = await startService(equing, 'json-instead');
    const parley = await openParley(service, { definitionId: 'equing' });
    const answer = await parley.ask({
      stream: false,
      modelId: 'gpt-4o-mini',
      parameters: { temperature: 1 },
    });
    expect(answer.deltas).toEqual([ANSWER]);
    expect(service.requests()[0]?.json).toMatchObject({
      stream: false,
      model: 'gpt-4o-mini',
      temperature: 1,
      top_p: 1,
    });
  });

  it('asks the original address again when One API redirects it elsewhere', async () => {
    const service = await startService(equing, 'retry-redirect-once');
    const parley = await openParley(service, { definitionId: 'equing' });
    const { text, route } = await parley.ask();
    expect(text).toBe(ANSWER);
    expect(service.requests().map(({ path }) => path)).toEqual([
      '/api/openai/v1/chat/completions',
      '/api/openai/v1/chat/completions',
    ]);
    expect(route).toMatchObject([{ failure: { code: 'provider-unavailable', status: 307 } }, {}]);
  });

  it('takes the address of the site, of its API and of the endpoint for the same', async () => {
    const service = await startService(equing);
    for (const path of ['', '/', '/api/openai/v1', '/api/openai/v1/chat/completions']) {
      const parley = await openParley({ urls: [service.url + path] }, { definitionId: 'equing' });
      expect((await parley.ask()).text).toBe(ANSWER);
    }
  });

  it('lists the models', async () => {
    const service = await startService(equing);
    const { providers, providerId } = await openParley(service, { definitionId: 'equing' });
    expect(await providers.test(providerId)).toMatchObject({ ok: true, modelCount: 3 });
  });

  it('closes the socket within a second when stopped', async () => {
    const service = await startService(equing, { scenario: 'endless', timeScale: 0.1 });
    const parley = await openParley(service, { definitionId: 'equing' });
    const stop = new AbortController();
    let stoppedAt = 0;
    const { text, ends } = await parley.ask({
      signal: stop.signal,
      onText: (delta) => {
        if (delta !== 'word3 ') return;
        stoppedAt = performance.now();
        stop.abort();
      },
    });
    expect(ends).toBe('aborted');
    expect(text).toContain('word3');
    const closed = await service.requests()[0]?.closed;
    expect(closed?.by).toBe('client');
    expect((closed?.at ?? 0) - stoppedAt).toBeLessThan(1000);
  });

  it('answers twice on a connection that the service closes in between', async () => {
    const service = await startService(equing, 'keep-alive-closed');
    const parley = await openParley(service, { definitionId: 'equing' });
    expect((await parley.ask()).text).toBe(ANSWER);
    expect((await parley.ask()).text).toBe(ANSWER);
  });
});
