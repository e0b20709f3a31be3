import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { refuse, startChatService, streamText } from '../provider/testing/providers.ts';
import type { ChatService } from '../provider/testing/providers.ts';
import { runAsk } from './run-ask.ts';

const environment = { OPENAI_API_KEY: 'sk-secret-0123456789abcdef' };

async function ask(...argv: readonly string[]) {
  let out = '';
  let error = '';
  const code = await runAsk({
    argv,
    environment,
    input: Readable.from([]),
    out: { write: (text) => void (out += text) },
    error: { write: (text) => void (error += text) },
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

const at = ({ baseUrl }: ChatService): string[] =>
  ['--provider openai --key-env OPENAI_API_KEY --base-url', baseUrl].join(' ').split(' ');

/** `small` answers, everything else is refused; the list has a model with a context and one with a name. */
function service(): Promise<ChatService> {
  return startChatService((response, { method, body }) => {
    if (method === 'GET') {
      const small = { id: 'small', context_length: 8192 };
      const large = { id: 'large', display_name: 'The Large One' };
      return response.end(JSON.stringify({ data: [small, large] }));
    }
    if (body?.['model'] === 'small') return streamText(response, 'Hello.');
    return refuse(response, 404, 'No such model.');
  });
}

describe('parley ask --fallback', () => {
  it('asks one model after the other, and says who answered after whom', async () => {
    const house = await service();
    const chain = ['--model', 'large', '--fallback', 'openai/gone', '--fallback', 'openai/small'];
    const { code, out, error } = await ask(...at(house), ...chain, 'hi');
    expect({ code, out }).toEqual({ code: 0, out: 'Hello.\n' });
    expect(error).toMatch(
      /openai\/small answered, after\n {2}openai\/large: .*\n {2}openai\/gone:/,
    );
    expect(house.calls.map(({ body }) => body?.['model'])).toEqual(['large', 'gone', 'small']);
  });

  it('goes over to another provider', async () => {
    const house = await service();
    const chain = ['--model', 'large', '--fallback', 'eliza/eliza-1966'];
    const { code, out } = await ask(...at(house), ...chain, '--json', 'I am sad');
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(code).toBe(0);
    expect(events).toContainEqual({
      type: 'model-switch',
      model: { providerId: 'eliza', modelId: 'eliza-1966' },
    });
    expect(events.at(-1)).toMatchObject({
      failure: null,
      route: [{ failure: { code: 'model-unavailable' } }, { model: { providerId: 'eliza' } }],
    });
  });

  it.each([
    ['small', '--fallback takes provider/model'],
    ['nobody/small', 'There is no provider "nobody"'],
    ['openai-compatible/small', 'has no address of its own'],
  ])('does not take %s', async (fallback, message) => {
    const { code, error } = await ask('--fallback', fallback, 'hi');
    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});

describe('parley ask --list-models', () => {
  it('prints them one a line, with what is known of them', async () => {
    const house = await service();
    expect(await ask(...at(house), '--list-models')).toEqual({
      code: 0,
      out: 'small\t8192 tokens\nlarge\tThe Large One\n',
      error: '',
    });
    const { out } = await ask(...at(house), '--list-models', '--json');
    expect(out).toBe(
      '{"id":"small","contextLength":8192}\n{"id":"large","name":"The Large One"}\n',
    );
  });

  it('exits with 3 when the list does not come', async () => {
    const house = await startChatService((response) => refuse(response, 403, 'Not for you.'));
    const { code, out, error } = await ask(...at(house), '--list-models');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(error).toContain('Not for you.');
  });
});

describe('parley ask --doctor', () => {
  it('prints every step and exits with 0 when an answer began', async () => {
    const house = await service();
    const { code, out, error } = await ask(...at(house), '--doctor', '--model', 'small');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s+/).slice(0, 2)),
    ).toEqual([
      ['ok', 'address'],
      ['–', 'dns'],
      ['ok', 'proxy'],
      ['–', 'tls'],
      ['ok', 'credential'],
      ['ok', 'models'],
      ['ok', 'answer'],
    ]);
  });

  it('explains the step that failed, with its remedy, and exits with 3', async () => {
    const house = await service();
    const { code, out } = await ask(...at(house), '--doctor', '--model', 'large');
    expect(code).toBe(3);
    expect(out).toMatch(
      /FAILED {2}answer .*large\n {8}Cannot .*\n {8}It said \(404\): No such model\./,
    );
    expect(out).not.toContain(environment.OPENAI_API_KEY);
  });

  it('is data with --json, closed by the report', async () => {
    const house = await service();
    const { code, out } = await ask(...at(house), '--doctor', '--json', '--model', 'small');
    const parsed = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(code).toBe(0);
    expect(parsed[0]).toMatchObject({ id: 'address', status: 'passed' });
    expect(parsed).toHaveLength(8);
    expect(parsed.at(-1)).toMatchObject({ type: 'summary', isOk: true });
  });
});
