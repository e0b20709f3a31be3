/** Lower-case names. */
type Headers = Readonly<Record<string, string>>;

const UNITS = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
} as const;

/** How much of it is read: an error can be as long as the answer it replaces. */
const LONGEST_SENTENCE = 8192;

/** `1m26.4s`, `5h30m`, `2 minutes and 3 seconds`, `850ms`, `20 秒`. A model's `gpt-3.5` and `16k` are none. */
const duration =
  /(?<![\p{L}\p{N}.-])(?:\d+(?:\.\d+)?\s*(?:milliseconds?|msecs?|ms|minutes?|mins?|m|seconds?|secs?|s|hours?|hrs?|h|days?|d|毫秒|分钟|小时|秒|天)(?:,?\s+(?:and\s+)?|(?=\d)|(?![a-z\d])))+(?![a-z\d])/giu;
const piece = /(\d+(?:\.\d+)?)\s*(\p{L}+)/gu;
/** What a service says before the delay that it asks for. */
const announcement =
  /(?:\b(?:again|retry|wait|resets?|after|in)(?:\s+(?:in|after|for))?\s*:?|请)\s*$/iu;
/** A number without a unit is one of seconds, but only where it cannot be anything else. */
const bareSeconds =
  /(?:again|retry|wait)(?:ing)?\s+(?:in|after|for)\s+(\d+(?:\.\d+)?)(?![\p{L}\p{N}%-]|\.\d|\s*\p{L})/iu;

/** The delay that a sentence asks for, in milliseconds: the last one that is announced as such, else the last one. */
export function delayInSentence(said: string): number | undefined {
  const sentence = said.slice(0, LONGEST_SENTENCE);
  const found = [...sentence.matchAll(duration)];
  const announced = found.filter(({ index }) => announcement.test(sentence.slice(0, index)));
  const chosen = announced.at(-1) ?? found.at(-1);
  if (chosen !== undefined) return millisecondsOf(chosen[0]);
  const seconds = bareSeconds.exec(sentence)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** A whole text that is a duration: `1s`, `6m0s`, `34.07s`. */
export function delayOfText(text: string): number | undefined {
  const [found] = text.trim().matchAll(duration);
  return found?.[0] === text.trim() ? millisecondsOf(text) : undefined;
}

/**
 * The delay that the headers of a refusal ask for, in milliseconds. `retry-after` in its notations first; else, for a
 * refusal because of limits, when those that are used up are lifted, as each company writes it. A time of day is measured
 * against the answer's `date`.
 */
export function delayInHeaders(
  headers: Headers,
  { withLimits }: { readonly withLimits: boolean },
): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const milliseconds = Number.parseFloat(headers[name] ?? '');
    if (isDelay(milliseconds)) return milliseconds;
  }
  for (const name of ['retry-after', 'x-retry-after']) {
    const asked = momentOrDelay(headers[name], headers);
    if (asked !== undefined) return asked;
  }
  return withLimits ? delayOfLimits(headers) : undefined;
}

/** Digits without an end are infinite, and no delay that could be told or kept. */
export function isDelay(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && milliseconds >= 0 && Number.isFinite(milliseconds);
}

/**
 * `x-ratelimit-reset-requests: 6m0s` beside `x-ratelimit-remaining-requests: 0` (OpenAI, Groq),
 * `anthropic-ratelimit-tokens-reset: 2026-10-21T07:28:30Z`, `x-ratelimit-reset: 1767225600000` (OpenRouter, GitHub),
 * `ratelimit-reset: 30`. Several that are used up are waited for all.
 */
function delayOfLimits(headers: Headers): number | undefined {
  const delays = Object.entries(headers).flatMap(([name, value]) => {
    if (!/(?:^|-)ratelimit-(?:.*-)?reset(?:-|$)/.test(name)) return [];
    const remaining = headers[name.replace('reset', 'remaining')];
    if (remaining !== undefined && Number(remaining) > 0) return [];
    const delay = momentOrDelay(value, headers);
    return delay === undefined ? [] : [delay];
  });
  return delays.length === 0 ? undefined : Math.max(...delays);
}

/** Before this number a count of seconds is a delay, from it on it is a moment: 2001 in seconds since the epoch. */
const EPOCH_SECONDS = 1_000_000_000;

function momentOrDelay(value: string | undefined, headers: Headers): number | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  const now = Date.parse(headers['date'] ?? '');
  const number = Number(text);
  if (!Number.isNaN(number)) {
    if (number < EPOCH_SECONDS) return isDelay(number) ? number * 1000 : undefined;
    return until(number < EPOCH_SECONDS * 1000 ? number * 1000 : number, now);
  }
  return delayOfText(text) ?? until(Date.parse(text), now);
}

function until(moment: number, now: number): number | undefined {
  const wait = moment - now;
  return isDelay(wait) ? wait : undefined;
}

function millisecondsOf(text: string): number {
  let sum = 0;
  for (const [, amount, unit = ''] of text.matchAll(piece)) sum += Number(amount) * unitOf(unit);
  return sum;
}

function unitOf(unit: string): number {
  const word = unit.toLowerCase();
  if (/^(?:ms|msec|milli|毫秒)/u.test(word)) return UNITS.ms;
  if (/^(?:m|分)/u.test(word)) return UNITS.m;
  if (/^(?:h|小)/u.test(word)) return UNITS.h;
  if (/^(?:d|天)/u.test(word)) return UNITS.d;
  return UNITS.s;
}
