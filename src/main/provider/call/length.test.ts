import { describe, expect, it } from 'vitest';
import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { Turn } from '../formats/adapter.ts';
import { fittingCall } from './length.ts';

const definition = {
  modelFields: {
    small: { maxLength: 100, tokenLimit: 40 },
    characters: { maxLength: 100 },
    unlimited: { maxLength: 0, tokenLimit: 0 },
  },
  answerTokens: 10,
};

function user(text: string): Turn {
  return { role: 'user', text, files: [] };
}

function assistant(text: string): Turn {
  return { role: 'assistant', text, reasoning: [] };
}

function call(modelId: string, turns: readonly Turn[], trim = false) {
  return { modelId, instructions: '', turns, trim };
}

function failureOf(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
  }
  return expect.unreachable('it should have failed');
}

describe('a call', () => {
  it('passes when it is short enough, or nobody says what is', () => {
    for (const fitting of [
      call('characters', [user('a'.repeat(100))]),
      call('unlimited', [user('a'.repeat(1e6))]),
      call('unknown', [user('a'.repeat(1e6))]),
    ])
      expect(fittingCall(fitting, definition)).toEqual(fitting);
  });

  it('is refused with its length and what the model takes', () => {
    const long = call('characters', [user('a'.repeat(60)), assistant('b'.repeat(1200))]);
    expect(failureOf(() => fittingCall(long, definition))).toMatchObject({
      code: 'context-length-exceeded',
      retryable: false,
      detail: '1,260 characters > 100',
    });
    // 31 tokens, with 30 of 40 left by the answer.
    const tokens = call('small', [user('世'.repeat(31))]);
    expect(failureOf(() => fittingCall(tokens, definition)).detail).toBe('about 31 tokens > 30');
  });

  it('counts the instructions', () => {
    const long = { ...call('characters', [user('a'.repeat(60))]), instructions: 'i'.repeat(41) };
    expect(failureOf(() => fittingCall(long, definition)).code).toBe('context-length-exceeded');
  });

  it('loses its oldest turns when asked to, up to the first question that fits', () => {
    const turns = [
      user('a'.repeat(90)),
      assistant('b'),
      user('c'),
      assistant('d'),
      user('e'.repeat(50)),
    ];
    expect(fittingCall(call('characters', turns, true), definition).turns).toEqual(turns.slice(2));
  });

  it('looks at each turn once, however many are left out, and at none where nothing is limited', () => {
    let looks = 0;
    const turns = Array.from({ length: 500 }, (_, at): Turn => {
      const turn = at % 2 === 0 ? user('') : assistant('');
      return Object.defineProperty(turn, 'text', {
        get: () => {
          looks += 1;
          return 'a'.repeat(10);
        },
      });
    });
    fittingCall(call('unknown', turns), definition);
    expect(looks).toBe(0);
    expect(fittingCall(call('small', turns, true), definition).turns).toHaveLength(10);
    expect(looks).toBe(500);
  });

  it('is refused all the same when its last message alone is too long', () => {
    const turns = [user('a'), assistant('b'), user('c'.repeat(101))];
    expect(failureOf(() => fittingCall(call('characters', turns, true), definition)).detail).toBe(
      '101 characters > 100',
    );
  });

  it('loses its older half where the limit is not known', () => {
    const turns = [user('a'), assistant('b'), user('c'), assistant('d'), user('e')];
    expect(fittingCall(call('unknown', turns, true), definition).turns).toEqual(turns.slice(4));
    expect(fittingCall(call('unknown', [user('a')], true), definition).turns).toEqual([user('a')]);
  });
});
