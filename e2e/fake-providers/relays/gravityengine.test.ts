import { describe, expect, it } from 'vitest';
import { ANSWER } from '../chat-stream.ts';
import { openParley, startService } from '../testing/testing.ts';
import { gravityengine } from './gravityengine.ts';
import { legacyRequest, outcomeOf, readAsGravityEngine } from '../testing/legacy-clients.ts';
import type { LegacyOutcome } from '../testing/legacy-clients.ts';

const definitionId = 'gravityengine';

/** It never asks for a stream, and its second address ended in a slash. */
async function legacy(scenario: string, path = '//api'): Promise<LegacyOutcome> {
  const { url } = await startService(gravityengine, scenario);
  const body = {
    model: 'gpt-3.5-turbo-16k',
    temperature: 0.7,
    presence_penalty: 0,
    messages: [{ role: 'user', content: 'Hello' }],
  };
  const response = await legacyRequest(`${url}${path}/openai/v1/chat/completions`, { body });
  return outcomeOf(readAsGravityEngine(response));
}

describe('the client of 2023 with GravityEngine', () => {
  it.each(['legacy', 'proxy', 'json-split'])(
    'reads the document of "%s" whole',
    async (scenario) => {
      expect(await legacy(scenario)).toEqual({ type: 'answered', pieces: [ANSWER] });
    },
  );

  it.each([
    ['good', 'JSONDecodeError'],
    ['challenge-403', 'JSONDecodeError'],
    ['code-empty', 'KeyError'],
    ['access-code', 'KeyError'],
    ['one-api-200', 'KeyError'],
  ])('breaks with the scenario "%s"', async (scenario, name) => {
    expect(await legacy(scenario)).toMatchObject({ type: 'raised', name });
  });
});

describe('Parley with GravityEngine', () => {
  it('sends the body of its client, asking for a stream', async () => {
    const service = await startService(gravityengine, 'proxy');
    const parley = await openParley(service, { definitionId });
    const { text, deltas } = await parley.ask();
    expect(text).toBe(ANSWER);
    expect(deltas.length).toBeGreaterThan(5);
    expect(service.requests()[0]?.body.toString('utf8')).toBe(
      '{"model":"gpt-3.5-turbo-16k","temperature":0.7,"presence_penalty":0,"messages":[{"role":"user","content":"Hello"}],"stream":true}',
    );
  });

  it('shows a document bit by bit, within two seconds', async () => {
    const service = await startService(gravityengine, 'legacy-long');
    const parley = await openParley(service, { definitionId });
    const { text, deltas, waits } = await parley.ask();
    expect(text).toBe(gravityengine.scenarios['legacy-long']?.shows);
    expect(deltas.length).toBeGreaterThan(20);
    expect(deltas.every((delta) => !/[\udc00-\udfff]/.test(delta[0] ?? ''))).toBe(true);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(2000);
  });

  it('can be stopped while it shows a document', async () => {
    const service = await startService(gravityengine, 'legacy-long');
    const parley = await openParley(service, { definitionId });
    const stop = new AbortController();
    const { deltas, ends } = await parley.ask({
      signal: stop.signal,
      onText: () => stop.abort(),
    });
    expect({ ends, count: deltas.length }).toEqual({ ends: 'aborted', count: 1 });
  });

  it('knows a missing code from a wrong one by what the service says', async () => {
    const service = await startService(gravityengine, 'access-code');
    const parley = await openParley(service, { definitionId });
    expect((await parley.ask()).failure).toMatchObject({
      code: 'missing-credential',
      message: 'Cannot get an answer: the site asks for an access code. Enter one.',
      status: 401,
      detail: 'empty access code',
    });
  });

  it('takes an address with too many slashes', async () => {
    const service = await startService(gravityengine);
    for (const path of ['//', '//api/openai/v1', '/api/openai/v1/']) {
      const parley = await openParley({ urls: [service.url + path] }, { definitionId });
      expect((await parley.ask()).text).toBe(ANSWER);
    }
    expect(new Set(service.requests().map(({ path }) => path))).toEqual(
      new Set(['/api/openai/v1/chat/completions']),
    );
  });
});
