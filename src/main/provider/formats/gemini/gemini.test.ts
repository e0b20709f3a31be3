import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';

function failed(status: number, error: object, wrap = false) {
  const body = JSON.stringify(wrap ? [{ error }] : { error });
  return gemini.readFailure({ status, statusText: '', headers: {}, body });
}

function exhausted(quotaId: string) {
  return {
    code: 429,
    message: 'You exceeded your current quota',
    status: 'RESOURCE_EXHAUSTED',
    details: [{ violations: [{ quotaId }] }, { retryDelay: '17.5s' }],
  };
}

describe('a failure of Gemini', () => {
  it.each([
    [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.', 'invalid-request'],
    [400, 'FAILED_PRECONDITION', 'User location is not supported', 'invalid-request'],
    [
      400,
      'INVALID_ARGUMENT',
      'The input token count (2) exceeds the maximum',
      'context-length-exceeded',
    ],
    [403, 'PERMISSION_DENIED', 'No permission', 'forbidden'],
    [404, 'NOT_FOUND', 'models/x is not found for API version v1', 'model-unavailable'],
    [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', 'rate-limited'],
    [500, 'INTERNAL', 'Internal error', 'provider-unavailable'],
    [503, 'UNAVAILABLE', 'Overloaded', 'provider-unavailable'],
    [504, 'DEADLINE_EXCEEDED', 'Deadline expired', 'timed-out'],
  ])('with status %i %s (%s) is %s', (status, name, message, code) => {
    const error = { code: status, message, status: name };
    expect(failed(status, error)).toMatchObject({ code, status, detail: message });
    expect(failed(status, error, true)).toMatchObject({ code });
  });

  it('of the key is told by its reason', () => {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ];
    const error = { code: 400, message: 'No', status: 'INVALID_ARGUMENT', details };
    expect(failed(400, error).code).toBe('unauthorized');
  });

  it('of a limit by the minute tells how long to wait, and one by the day is a quota', () => {
    expect(failed(429, exhausted('GenerateRequestsPerMinutePerProject'))).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 17_500,
    });
    expect(failed(429, exhausted('GenerateRequestsPerDayPerProject')).code).toBe('quota-exceeded');
  });
});

describe('the models of Gemini', () => {
  it('are those that answer, without the prefix of their names', () => {
    const models = [
      {
        name: 'models/gemini-x',
        displayName: 'Gemini X',
        inputTokenLimit: 1_048_576,
        outputTokenLimit: 65_536,
        supportedGenerationMethods: ['generateContent', 'countTokens'],
      },
      { name: 'models/embedding-1', supportedGenerationMethods: ['embedContent'] },
      { name: 'tunedModels/mine' },
    ];
    expect(gemini.models.parse({ models })).toEqual([
      { id: 'gemini-x', name: 'Gemini X', contextLength: 1_048_576, maxOutput: 65_536 },
      { id: 'tunedModels/mine' },
    ]);
    expect(() => gemini.models.parse([])).toThrow(/Cannot list the models/);
  });
});
