import { describe, expect, it } from 'vitest';
import { fakeKinds } from './fake-kinds.ts';
import { openParley, startService } from './testing/testing.ts';
import { ACCESS_CODE } from './relays/nextchat.ts';

/** What a person would have entered as the key of the service. */
const credentials: Readonly<Record<string, string>> = {
  'access-code': ACCESS_CODE,
  'access-code-old': ACCESS_CODE,
};

/** Sites of before August 2023 have a row of their own: their codes have another prefix. */
const rows: Readonly<Record<string, string>> = { 'access-code-old': 'nextchat-2023' };

describe.each(fakeKinds.map((kind) => [kind.id, kind] as const))('Parley with %s', (id, kind) => {
  const told = Object.entries(kind.scenarios).filter(
    ([, { shows, fails }]) => shows !== undefined || fails !== undefined,
  );

  it.each(told)('copes with the scenario "%s"', async (name, { shows = '', fails, ends }) => {
    const service = await startService(kind, name);
    const credential = kind.credential ?? credentials[name];
    const parley = await openParley(service, {
      definitionId: rows[name] ?? id,
      patienceMs: fails === 'timed-out' ? 300 : 10_000,
      ...(credential !== undefined && { credential }),
    });
    const answer = await parley.ask();
    expect({ code: answer.failure?.code, ends: answer.ends }).toEqual({
      code: fails,
      ends: fails === undefined ? (ends ?? 'stop') : undefined,
    });
    expect(answer.text).toBe(shows);
  });
});

describe('the scenario of a fake service', () => {
  it('is changed for all calls, or chosen for one', async () => {
    const [kind] = fakeKinds;
    if (kind === undefined) return expect.unreachable();
    const { url } = await startService(kind);
    const chat = `${url}/api/openai/v1/chat/completions`;
    expect(await statusOf(chat)).toBe(200);
    expect(await statusOf(`${chat}?scenario=code-wrong`)).toBe(401);
    await fetch(`${url}/.fake/scenario?name=wrong-method`, { method: 'POST' });
    expect(await statusOf(chat)).toBe(405);
    const seen = (await (await fetch(`${url}/.fake/requests`)).json()) as { path: string }[];
    expect(seen.map(({ path }) => path)).toContain('/api/openai/v1/chat/completions');
    expect(await statusOf(`${chat}?scenario=unheard-of`)).toBe(400);
    return undefined;
  });
});

async function statusOf(address: string): Promise<number> {
  const { status } = await fetch(address, { method: 'POST', body: '{}' });
  return status;
}
