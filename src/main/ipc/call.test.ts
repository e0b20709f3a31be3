import { expect, test } from 'vitest';
import type { Procedures } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { HandlersOf } from '#shared/procedure.ts';
import { handleCall } from './call.ts';
import type { CallSender } from './call.ts';

const ORIGIN = 'app://parley';
const WINDOW = 7;

function from(overrides: Partial<CallSender> = {}): CallSender {
  return { sender: { id: WINDOW }, senderFrame: { origin: ORIGIN, parent: null }, ...overrides };
}

function setUp(handlers: Partial<HandlersOf<Procedures>> = {}) {
  const reported: unknown[] = [];
  const context = {
    // Only the procedures that a test calls exist; a call of another one fails the test as `internal`.
    handlers: handlers as HandlersOf<Procedures>,
    isWindow: (id: number) => id === WINDOW,
    origin: ORIGIN,
    report: (error: unknown) => {
      reported.push(error);
    },
  };
  return { context, reported };
}

test('a call of a window reaches its handler with the parsed input', async () => {
  const seen: unknown[] = [];
  const { context } = setUp({
    'link.open': (input) => {
      seen.push(input);
    },
  });
  const reply = await handleCall(context, from(), 'link.open', { url: 'https://example.org' });
  expect(reply).toEqual({ ok: true, value: undefined });
  expect(seen).toEqual([{ url: 'https://example.org' }]);
});

test.each<[string, Partial<CallSender>]>([
  ['a frame that went away', { senderFrame: null }],
  ['a frame inside the page', { senderFrame: { origin: ORIGIN, parent: {} } }],
  ['another origin', { senderFrame: { origin: 'https://example.org', parent: null } }],
  [
    'an origin that only begins like ours',
    { senderFrame: { origin: 'app://parley.x', parent: null } },
  ],
  ['web contents that are no window of ours', { sender: { id: 8 } }],
])('%s is refused before anything runs', async (_case, overrides) => {
  let ran = false;
  const { context, reported } = setUp({
    'link.open': () => {
      ran = true;
    },
  });
  const reply = await handleCall(context, from(overrides), 'link.open', { url: 'https://a.b' });
  expect(reply).toMatchObject({ ok: false, failure: { code: 'forbidden-sender' } });
  expect(ran).toBe(false);
  expect(reported).toEqual([]);
});

test.each(['toString', '__proto__', 'constructor', 'no.such', 7, null, undefined])(
  'the name %j is no procedure',
  async (name) => {
    const { context, reported } = setUp();
    const reply = await handleCall(context, from(), name, {});
    expect(reply).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(reported).toEqual([]);
  },
);

test('an input that does not fit is refused by field, and its value is not repeated', async () => {
  const { context } = setUp();
  const input = {
    definitionId: 'openai',
    name: 'x',
    baseUrl: null,
    credential: ['sk-secret-value'],
  };
  const reply = await handleCall(context, from(), 'provider.save', input);
  expect(reply).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  expect(JSON.stringify(reply)).toContain('credential');
  expect(JSON.stringify(reply)).not.toContain('sk-secret-value');
});

test('unknown fields are refused', async () => {
  const { context } = setUp({ 'link.open': () => undefined });
  const reply = await handleCall(context, from(), 'link.open', { url: 'https://a.b', extra: 1 });
  expect(reply).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
});

test('an expected failure is the reply and is not reported', async () => {
  const failure = { code: 'unauthorized', message: 'Cannot sign in.', retryable: false } as const;
  const { context, reported } = setUp({
    'provider.test': () => Promise.reject(new FailureError(failure)),
  });
  const reply = await handleCall(context, from(), 'provider.test', { providerId: 'openai' });
  expect(reply).toEqual({ ok: false, failure });
  expect(reported).toEqual([]);
});

test('any other error is an internal failure and is reported', async () => {
  const defect = new TypeError('broken');
  const { context, reported } = setUp({
    'provider.remove': () => {
      throw defect;
    },
  });
  const reply = await handleCall(context, from(), 'provider.remove', { providerId: 'openai' });
  expect(reply).toMatchObject({ ok: false, failure: { code: 'internal' } });
  expect(reported).toEqual([defect]);
});
