import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startHttpProxy } from '../net/testing/proxies.ts';
import { catalog } from '../provider/catalog/catalog.ts';
import { runAsk } from './run-ask.ts';

const closed = catalog.filter(({ retired }) => retired !== undefined);

async function ask(argv: readonly string[]) {
  let error = '';
  const code = await runAsk({
    argv,
    environment: { LIAOBOTS_AUTH_CODE: 'a-code-of-mine' },
    input: Readable.from([]),
    out: { write: () => undefined },
    error: { write: (text) => void (error += text) },
    signal: new AbortController().signal,
  });
  return { code, error };
}

describe.each(closed.map((row) => [row.id, row] as const))('the closed service %s', (id, row) => {
  const { since = '', addresses = [], reason } = row.retired ?? {};

  it('is not asked anything at all, and says since when and why it is closed', async () => {
    const { port, seen } = await startHttpProxy();
    const proxy = ['--proxy', `http://127.0.0.1:${port}`];
    for (const flags of [[], ['--list-models'], ['--doctor'], ['--fallback', `${id}/m`]]) {
      const { code, error } = await ask(['-p', id, ...proxy, ...flags, 'a secret']);
      expect(code).toBe(2);
      expect(error).toContain(`closed since ${since}: ${reason?.en.replace(/\.$/, '')}`);
      expect(error).toContain('--base-url');
    }
    const fallback = await ask([...proxy, '--fallback', `${id}/m`, 'a secret']);
    expect(fallback).toMatchObject({ code: 2, error: expect.stringContaining(since) });
    expect(seen).toEqual([]);
  });

  it('is not asked at the address where it was, even when somebody types that', async () => {
    const { port, seen } = await startHttpProxy();
    const proxy = ['--proxy', `http://127.0.0.1:${port}`];
    for (const address of addresses) {
      const typed = ['--base-url', 'http://127.0.0.1:9', '--base-url', `${address}/api/openai/v1`];
      const { code, error } = await ask(['-p', id, ...proxy, ...typed, 'a secret']);
      expect({ code, error }).toEqual({
        code: 2,
        error: expect.stringContaining('hands of others'),
      });
    }
    expect(seen).toEqual([]);
  });
});

it('The help marks closed services.', async () => {
  let help = '';
  await runAsk({
    argv: ['--help'],
    environment: {},
    input: Readable.from([]),
    out: { write: (text) => void (help += text) },
    error: { write: () => undefined },
    signal: new AbortController().signal,
  });
  for (const { id, retired } of closed)
    expect(help).toMatch(new RegExp(`${id} .*closed ${retired?.since}`));
});
