import { describe, expect, it } from 'vitest';
import { anthropic } from './anthropic.ts';

describe('a failure of Anthropic', () => {
  it.each([
    [400, 'invalid_request_error', 'messages: field required', 'invalid-request'],
    [
      400,
      'invalid_request_error',
      'prompt is too long: 210000 tokens > 200000',
      'context-length-exceeded',
    ],
    [400, 'invalid_request_error', 'Your credit balance is too low', 'quota-exceeded'],
    [401, 'authentication_error', 'invalid x-api-key', 'unauthorized'],
    [402, 'billing_error', 'Payment required', 'quota-exceeded'],
    [403, 'permission_error', 'Not allowed', 'forbidden'],
    [404, 'not_found_error', 'model: claude-0', 'model-unavailable'],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'context-length-exceeded'],
    [429, 'rate_limit_error', 'Too many', 'rate-limited'],
    [500, 'api_error', 'Internal server error', 'provider-unavailable'],
    [504, 'timeout_error', 'Timed out', 'timed-out'],
    [529, 'overloaded_error', 'Overloaded', 'provider-unavailable'],
  ])('with status %i and type %s (%s) is %s', (status, type, message, code) => {
    const body = JSON.stringify({
      type: 'error',
      error: { type, message },
      request_id: 'req_body',
    });
    const headers = { 'request-id': 'req_1', 'retry-after': '7' };
    expect(anthropic.readFailure({ status, statusText: '', headers, body })).toMatchObject({
      code,
      status,
      requestId: 'req_body',
      retryAfterMs: 7000,
      detail: message,
    });
  });
});

describe('the models of Anthropic', () => {
  it('are listed with their names and limits', () => {
    expect(anthropic.models.headers).toEqual({ 'anthropic-version': '2023-06-01' });
    const data = [
      {
        type: 'model',
        id: 'claude-x',
        display_name: 'Claude X',
        max_input_tokens: 200_000,
        max_tokens: 64_000,
      },
      { type: 'model', id: 'claude-y', display_name: null },
    ];
    expect(anthropic.models.parse({ data, has_more: false })).toEqual([
      { id: 'claude-x', name: 'Claude X', contextLength: 200_000, maxOutput: 64_000 },
      { id: 'claude-y' },
    ]);
    expect(() => anthropic.models.parse({ hello: 'world' })).toThrow(/Cannot list the models/);
  });
});
