import { describe, expect, it } from 'vitest';
import { delayInHeaders, delayInSentence } from './delay.ts';

describe('the delay in a sentence', () => {
  it.each([
    ['Please try again in 20s.', 20_000],
    ['Please try again in 1m26.4s. Visit the dashboard', 86_400],
    ['Please try again in 7m12s.', 432_000],
    ['try again in 5h30m', 19_800_000],
    ['Please try again in 6m0s.', 360_000],
    ['try again in 850ms', 850],
    ['try again in 2.5', 2500],
    ['try again in 2.5.', 2500],
    ['retry after 1 minute and 30 seconds', 90_000],
    ['retry after 1 minute, 30 seconds', 90_000],
    ['Retry in 2 hours', 7_200_000],
    ['请 20 秒后重试', 20_000],
    ['Limit 3 / min. Please try again in 20s. Limit: 60 s windows', 20_000],
    ['Please try again in 20s. The window is 60 seconds long.', 20_000],
    ['wait 2 minutes', 120_000],
    ['retry in 0.10 s for gpt-3.5-turbo', 100],
    ['Please retry in 34.074824224s.', 34_074.824224],
    ['Rate limit reached for gpt-3.5-turbo-16k', undefined],
    ['no delay for gpt-3.5 seconds', undefined],
    ['try again in 3 different ways', undefined],
    ['Limit 40000, Used 39000, Requested 2000', undefined],
    ['', undefined],
  ])('%j is %j', (sentence, expected) => {
    const delay = delayInSentence(sentence);
    if (expected === undefined) expect(delay).toBeUndefined();
    else expect(delay).toBeCloseTo(expected, 3);
  });

  it('is found in no time in digits without an end', () => {
    expect(delayInSentence(`try again in ${'1m'.repeat(50_000)}x${'9'.repeat(50_000)}`)).not.toBe(
      0,
    );
  });
});

describe('the delay in the headers', () => {
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
  const epoch = Date.parse(date) / 1000;

  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '1m26.4s' }, 86_400],
    [{ 'retry-after-ms': '150', 'retry-after': '2' }, 150],
    [{ 'x-ms-retry-after-ms': '1500' }, 1500],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date }, 30_000],
    [{ 'retry-after': String(epoch + 40), date }, 40_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, undefined],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '6m0s',
        'x-ratelimit-remaining-tokens': '900',
        'x-ratelimit-reset-tokens': '1h0m0s',
      },
      360_000,
    ],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '7.66s' }, 7660],
    [{ 'x-ratelimit-reset': String((epoch + 5) * 1000), date }, 5000],
    [{ 'x-ratelimit-reset': String(epoch + 5), date }, 5000],
    [{ 'x-ratelimit-reset-after': '1.5' }, 1500],
    [{ 'ratelimit-reset': '30' }, 30_000],
    [
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-10-21T07:28:12Z',
        'anthropic-ratelimit-tokens-remaining': '5000',
        'anthropic-ratelimit-tokens-reset': '2026-10-21T08:00:00Z',
        date,
      },
      12_000,
    ],
    [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '6m0s' }, undefined],
    [{ 'retry-after': '1e999' }, undefined],
    [{}, undefined],
  ])('%j is %j', (headers: Record<string, string>, expected) => {
    expect(delayInHeaders(headers, { withLimits: true })).toBe(expected);
  });

  it('is none of the limits when something else was wrong', () => {
    const headers = { 'x-ratelimit-reset-requests': '1s', 'retry-after': '2' };
    expect(delayInHeaders(headers, { withLimits: false })).toBe(2000);
    expect(delayInHeaders({ 'ratelimit-reset': '9' }, { withLimits: false })).toBeUndefined();
  });
});
