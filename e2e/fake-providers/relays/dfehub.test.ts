import { describe, expect, it } from 'vitest';
import { ANSWER } from '../chat-stream.ts';
import { dfehub } from './dfehub.ts';
import { openParley, startService } from '../testing/testing.ts';
import { legacyBody, legacyRequest, outcomeOf, readAsDfeHub } from '../testing/legacy-clients.ts';
import type { LegacyOutcome } from '../testing/legacy-clients.ts';

const definitionId = 'dfehub';

/** How it is run here: it gives up after some pieces, and asks no more than some times. */
async function legacy(
  scenario: string,
  { most = 200, timeScale = 0.001 }: { most?: number; timeScale?: number } = {},
): Promise<LegacyOutcome & { readonly slept: readonly number[]; readonly calls: number }> {
  const service = await startService(dfehub, { scenario, timeScale });
  const slept: number[] = [];
  const url = `${service.url}/api/openai/v1/chat/completions`;
  const outcome = await outcomeOf(
    readAsDfeHub({
      // Three seconds of patience, as much shorter as the waits of the service.
      open: () => legacyRequest(url, { body: legacyBody, idleMs: 3000 * Math.max(timeScale, 0.1) }),
      sleep: (seconds) => void slept.push(seconds),
    }),
    most,
  );
  return { ...outcome, slept, calls: service.requests().length };
}

describe('the client of 2023 with DfeHub', () => {
  it('asks again after a decimal delay', async () => {
    const outcome = await legacy('limited');
    expect(outcome).toMatchObject({ type: 'answered', slept: [23.45], calls: 2 });
    expect(outcome.pieces.join('')).toBe(ANSWER);
  });

  it.each([
    ['limited-integer', 'IndexError'],
    ['limited-ms', 'IndexError'],
    ['no-space', 'IndexError'],
    ['content-filter-early', 'KeyError'],
  ])('breaks with the scenario "%s"', async (scenario, name) => {
    expect(await legacy(scenario)).toMatchObject({ type: 'raised', name });
  });

  it('takes the name of the model for the delay', async () => {
    expect((await legacy('limited-model-last')).slept).toEqual([3.5]);
  });

  it('asks again and again while the answer contains the word', async () => {
    // It never shows anything: it asks before it reads on. Ten calls are enough to see it.
    let calls = 0;
    const service = await startService(dfehub, 'word-detail');
    const url = `${service.url}/api/openai/v1/chat/completions`;
    await outcomeOf(
      readAsDfeHub({
        open: () => legacyRequest(url, { body: legacyBody }),
        sleep: () => {
          calls += 1;
          if (calls === 10) throw new Error('enough');
        },
      }),
    );
    expect(service.requests().length).toBe(10);
  });

  it('puts a second answer into the first when it is limited in the middle', async () => {
    const service = await startService(dfehub, 'limited-mid-stream');
    const url = `${service.url}/api/openai/v1/chat/completions`;
    const outcome = await outcomeOf(
      readAsDfeHub({
        open: () => legacyRequest(url, { body: legacyBody }),
        sleep: () => service.play('good'),
      }),
    );
    expect(outcome.pieces.join('')).toBe(`A${ANSWER}Z`);
  });

  it('loses a whole answer that pauses for more than three seconds', async () => {
    expect(await legacy('pause-long', { timeScale: 0.1 })).toMatchObject({
      type: 'raised',
      name: 'ConnectionError',
      pieces: [],
    });
  });

  it.each(['code-wrong', 'challenge-403'])('shows nothing for "%s"', async (scenario) => {
    expect(await legacy(scenario)).toMatchObject({ type: 'answered', pieces: [] });
  });
});

describe('Parley with DfeHub', () => {
  it('sends the body in the order of its client', async () => {
    const service = await startService(dfehub);
    const parley = await openParley(service, { definitionId });
    await parley.ask();
    const [request] = service.requests();
    expect(request?.body.toString('utf8')).toBe(
      '{"messages":[{"role":"user","content":"Hello"}],"model":"gpt-3.5-turbo","temperature":0.5,"presence_penalty":0,"frequency_penalty":0,"top_p":1,"stream":true}',
    );
    expect(request?.headers.accept).toBe('*/*');
    expect(request?.headers).not.toHaveProperty('plugins');
  });

  it.each([
    ['limited', 23_450],
    ['limited-200', 23_450],
    ['limited-403', 23_450],
    ['limited-event', 23_450],
    ['limited-short', 250],
    ['limited-integer', 5000],
    ['limited-ms', 800],
    ['limited-model-last', 100],
  ])('waits as long as "%s" says, or a little longer', async (scenario, delay) => {
    const service = await startService(dfehub, scenario);
    const parley = await openParley(service, { definitionId });
    const { text, waits, route } = await parley.ask();
    expect(text).toBe(ANSWER);
    expect(waits.length).toBe(1);
    expect(waits[0]).toBeGreaterThanOrEqual(delay);
    expect(waits[0]).toBeLessThanOrEqual(Math.max(delay * 1.2 + 1, 300));
    expect(route[0]?.failure).toMatchObject({ code: 'rate-limited', retryAfterMs: delay });
    expect(service.requests().length).toBe(2);
  });

  it('asks a few times and no more', async () => {
    const service = await startService(dfehub, 'limited-forever');
    const parley = await openParley(service, { definitionId });
    expect((await parley.ask()).failure).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 23_450,
    });
    expect(service.requests().length).toBe(3);
  });

  it('does not wait for what nobody waits for', async () => {
    const service = await startService(dfehub, 'limited-long');
    const parley = await openParley(service, { definitionId });
    const { failure, waits } = await parley.ask();
    expect(failure).toMatchObject({ code: 'rate-limited', retryAfterMs: 1_200_000 });
    expect(waits).toEqual([]);
  });

  it('never asks again after something was shown', async () => {
    const service = await startService(dfehub, 'limited-mid-stream');
    const parley = await openParley(service, { definitionId });
    expect(await parley.ask()).toMatchObject({ text: 'A', failure: { code: 'rate-limited' } });
    expect(service.requests().length).toBe(1);
  });

  it('takes the word "detail" in an answer for text', async () => {
    const service = await startService(dfehub, 'word-detail');
    const parley = await openParley(service, { definitionId });
    expect((await parley.ask()).text).toContain('In detail');
    expect(service.requests().length).toBe(1);
  });
});
