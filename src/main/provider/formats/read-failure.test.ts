import { describe, expect, it } from 'vitest';
import { failureOf, pageFailure, redactedDetail, statusFailure } from './read-failure.ts';

function response(status: number, body = '', headers: Record<string, string> = {}) {
  return { status, statusText: '', headers, body };
}

describe('a failed response without words of its own', () => {
  it.each([
    [400, 'invalid-request', false],
    [401, 'unauthorized', false],
    [402, 'quota-exceeded', false],
    [403, 'forbidden', false],
    [404, 'model-unavailable', false],
    [405, 'malformed-response', false],
    [408, 'timed-out', true],
    [413, 'context-length-exceeded', false],
    [429, 'rate-limited', true],
    [500, 'provider-unavailable', true],
    [503, 'provider-unavailable', true],
    [504, 'timed-out', true],
    [529, 'provider-unavailable', true],
  ])('and with status %i is %s', (status, code, retryable) => {
    expect(statusFailure(response(status))).toMatchObject({ code, retryable, status });
  });

  it('tells the text that it carries', () => {
    expect(statusFailure(response(500, ' Error\n')).detail).toBe('Error');
    expect(statusFailure(response(502, '<html><title>Bad gateway</title></html>')).detail).toBe(
      'Bad gateway',
    );
  });

  it('is a demand for a human when it is a challenge page', () => {
    const page = '<!DOCTYPE html><title>Just a moment...</title>';
    expect(statusFailure(response(403, page)).code).toBe('human-verification-required');
    const marked = response(503, '<html></html>', { 'cf-mitigated': 'challenge' });
    expect(statusFailure(marked).code).toBe('human-verification-required');
  });
});

describe('a response that is none of an API', () => {
  it.each([
    [404, '<!doctype html><title>404: This page could not be found</title>'],
    [405, ''],
    [405, '<html><title>Method Not Allowed</title></html>'],
  ])(
    'with status %i and %j says that there is none, not that a model is missing',
    (status, body) => {
      expect(statusFailure(response(status, body))).toMatchObject({
        code: 'malformed-response',
        status,
        retryable: false,
        message:
          'Cannot get an answer: there is no API at this address. Check the address, and which kind of service it is.',
      });
    },
  );
});

describe('what a service says of another try', () => {
  it('counts', () => {
    expect(statusFailure(response(503, '', { 'x-should-retry': 'false' })).retryable).toBe(false);
    expect(statusFailure(response(503, '', { 'x-should-retry': 'true' })).retryable).toBe(true);
  });

  it('is no once it has answered with a sentence that nobody knows', () => {
    expect(pageFailure('The answer is 42.').retryable).toBe(false);
    expect(pageFailure('Too many requests').retryable).toBe(true);
  });
});

describe('the wait that a response asks for', () => {
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '150', 'retry-after': '2' }, 150],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date }, 30_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': '1e999' }, undefined],
    [{ 'retry-after-ms': 'Infinity' }, undefined],
    [{}, undefined],
  ])('is read from %j as %j', (headers: Record<string, string>, expected) => {
    expect(statusFailure(response(429, '', headers)).retryAfterMs).toBe(expected);
  });

  it('is read from the sentence when no header names it, of a refusal that waiting mends', () => {
    const limited = response(429, 'Please try again in 1m26.4s.');
    expect(statusFailure(limited).retryAfterMs).toBe(86_400);
    const refused = response(400, 'A recording may be 25 minutes long.');
    expect(statusFailure(refused).retryAfterMs).toBeUndefined();
  });

  it('is the one in the body where there is one', () => {
    const failed = response(429, '', { 'retry-after': '60' });
    expect(statusFailure(failed, { words: [], retryAfterMs: 5 }).retryAfterMs).toBe(5);
  });
});

describe('an error that a service reports', () => {
  it.each([
    [['overloaded_error'], '', 'provider-unavailable'],
    [[undefined, 'insufficient_quota'], '', 'quota-exceeded'],
    [['constructor'], '', 'provider-unavailable'],
    [['INVALID_ARGUMENT'], 'API key not valid. Please pass a valid API key.', 'unauthorized'],
    [
      ['invalid_request_error'],
      "This model's maximum context length is 8192",
      'context-length-exceeded',
    ],
    [['invalid_prompt'], 'No', 'invalid-request'],
    [[], 'The model `x` does not exist', 'model-unavailable'],
    [[], 'something else', 'provider-unavailable'],
  ])('with the words %j and the sentence %j is %s', (words, message, code) => {
    expect(failureOf({ words, message }).code).toBe(code);
  });

  it('names the reason and the remedy', () => {
    expect(failureOf({ words: ['rate_limit_error'] }).message).toBe(
      'Cannot get an answer: the provider limits how often it answers. Wait a little, then try again.',
    );
  });
});

describe('what a service says', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abcdef123456.', 'Incorrect API key provided: …'],
    ['key AIzaSyA1234567890 in ?key=abc&x=1', 'key … in ?key=…&x=1'],
    ['sent Bearer abc.def', 'sent Bearer …'],
    ['a\n  b\t c', 'a b c'],
  ])('loses what looks like a credential: %j', (text, expected) => {
    expect(redactedDetail(text)).toBe(expected);
  });

  it('keeps a key as the service has masked it', () => {
    const said = 'Incorrect API key provided: sk-abcde***************wxyz. Find yours';
    expect(redactedDetail(said)).toBe(said);
  });

  it('is shortened', () => {
    expect(redactedDetail('x'.repeat(5000))).toHaveLength(600);
  });

  it('is no answer when it is a page', () => {
    expect(pageFailure('<html><title>Welcome</title></html>')).toMatchObject({
      code: 'malformed-response',
      detail: 'Welcome',
    });
  });
});
