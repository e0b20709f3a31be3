import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FinishReason } from '#shared/provider/model.ts';
import type {
  Expectation,
  ExpectedError,
  ExpectedText,
  ExpectedToolCall,
  StreamCase,
} from './case-index.ts';
import type { ObservedAnswer, ObservedError, ObservedEvents } from './observe.ts';

/**
 * The index's finish reasons in our vocabulary. A pause of Anthropic's server tools is `other`; where the wire names no
 * reason (`null`), an adapter may still say `tool-calls` or `other`. An answer that ends with an error has none with us.
 */
const finishReasons: Readonly<Record<string, readonly FinishReason[]>> = {
  stop: ['stop'],
  length: ['length'],
  tool_calls: ['tool-calls'],
  content_filter: ['content-filter'],
  pause: ['other'],
  other: ['other'],
  error: ['other'],
  null: ['other', 'tool-calls'],
};

/**
 * The index's kinds of errors in our vocabulary: `malformed` and `reported` are error events with the code
 * `malformed-response` and with any other code; `broken` and `silent` are an exception of the network layer, by its code;
 * `truncated` is an answer without a terminal event, which the caller turns into a failure. From this side of a socket a
 * server that goes away, falls silent or resets differs only in how the socket says it. Codes and types of services
 * become our failure codes and are not compared.
 */
const errorKinds: Readonly<Record<string, readonly string[]>> = {
  provider: ['reported'],
  http: ['http'],
  parse: ['malformed'],
  protocol: ['malformed'],
  'unexpected-content-type': ['malformed', 'reported'],
  blocked: ['reported'],
  truncated: ['truncated', 'broken', 'silent'],
  network: ['broken', 'truncated'],
  timeout: ['silent', 'broken'],
};

/** What differs between what was seen and the nearest of the accepted results; empty when one of them was met. */
export function differences(
  streamCase: StreamCase,
  observed: ObservedAnswer | ObservedEvents,
): readonly string[] {
  const { expected, acceptable, body } = streamCase;
  const all = [
    expected,
    ...(acceptable ?? []).map((other) => Object.assign({}, expected, other)),
  ].map((expectation) =>
    observed.level === 'sse'
      ? differentEvents(expectation, observed)
      : differentAnswer(expectation, observed, body),
  );
  return all.some((found) => found.length === 0) ? [] : (all[0] ?? []);
}

function differentEvents(expected: Expectation, { events }: ObservedEvents): string[] {
  const wanted = expected.events ?? [];
  if (wanted.length !== events.length)
    return [`events: expected ${wanted.length}, got ${events.length} ${show(events)}`];
  return events.flatMap(({ event, data }, position) => {
    const want = wanted[position];
    return want !== undefined && (want.event ?? 'message') === event && sameText(want.data, data)
      ? []
      : [`event ${position}: expected ${show(want)}, got ${show({ event, data })}`];
  });
}

function differentAnswer(expected: Expectation, observed: ObservedAnswer, body: Buffer): string[] {
  const found = [...observed.violations];
  if (expected.text !== undefined && !sameText(expected.text, observed.text))
    found.push(`text: expected ${show(expected.text)}, got ${show(observed.text)}`);
  if (expected.reasoning !== undefined && !sameReasoning(expected.reasoning, observed.reasoning))
    found.push(`reasoning: expected ${show(expected.reasoning)}, got ${show(observed.reasoning)}`);
  if (!sameToolCalls(expected.toolCalls ?? [], observed.toolCalls))
    found.push(`tools: expected ${show(expected.toolCalls)}, got ${show(observed.toolCalls)}`);
  if (!sameUsage(expected.usage, observed.usage))
    found.push(`usage: expected ${show(expected.usage)}, got ${show(observed.usage)}`);
  if (!sameError(expected.error, observed.error))
    found.push(`error: expected ${show(expected.error)}, got ${show(observed.error ?? null)}`);
  const reasons = finishReasons[String(expected.finishReason ?? null)] ?? [];
  const { finishReason } = observed;
  if (!expected.error && (finishReason === undefined || !reasons.includes(finishReason)))
    found.push(`finish reason: expected ${show(expected.finishReason)}, got ${show(finishReason)}`);
  if (quotesPayload(expected.error, observed.error, body))
    found.push(`error: quotes the payload: ${show(observed.error)}`);
  return found;
}

function sameText(expected: ExpectedText, text: string): boolean {
  if (typeof expected === 'string') return expected === text;
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  return text.length === expected.$len && sha256 === expected.$sha256;
}

/** Clients join the parts of a summary differently, so white space is collapsed. */
function sameReasoning(expected: ExpectedText, reasoning: string): boolean {
  return typeof expected === 'string'
    ? collapsed(expected) === collapsed(reasoning)
    : sameText(expected, reasoning);
}

function collapsed(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}

function sameToolCalls(
  expected: readonly ExpectedToolCall[],
  calls: ObservedAnswer['toolCalls'],
): boolean {
  return (
    expected.length === calls.length &&
    expected.every((want, position) => {
      const call = calls[position];
      return (
        call !== undefined &&
        (want.id === null || want.id === undefined ? call.id !== '' : want.id === call.id) &&
        want.name === call.name &&
        sameInput(want, call.input)
      );
    })
  );
}

/** Arguments that came as an object have no text of their own: the values count. */
function sameInput(want: ExpectedToolCall, input: string): boolean {
  if (want.argumentsText === input) return true;
  if (want.invalidJson === true) return false;
  try {
    return isDeepStrictEqual(JSON.parse(input === '' ? '{}' : input), want.arguments);
  } catch {
    return false;
  }
}

const usageCounts = [
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'reasoningTokens',
  'cachedInputTokens',
] as const;

function sameUsage(expected: Expectation['usage'], usage: ObservedAnswer['usage']): boolean {
  return usageCounts.every((count) => (expected?.[count] ?? null) === (usage?.[count] ?? null));
}

function sameError(
  expected: ExpectedError | null | undefined,
  error: ObservedError | undefined,
): boolean {
  if (!expected) return error === undefined;
  if (error === undefined) return false;
  const { failure } = error;
  if (!(errorKinds[expected.kind ?? ''] ?? []).includes(kindOf(error))) return false;
  if (expected.status && failure?.status !== expected.status) return false;
  if (expected.retryAfterMs && failure?.retryAfterMs !== expected.retryAfterMs) return false;
  return (
    !expected.message || collapsed(failure?.detail ?? '').includes(collapsed(expected.message))
  );
}

function kindOf({ kind, failure }: ObservedError): string {
  switch (kind) {
    case 'http':
      return 'http';
    case 'no-terminal-event':
      return 'truncated';
    case 'transport':
      return failure?.code === 'timed-out' ? 'silent' : 'broken';
    case 'event':
      return failure?.code === 'malformed-response' ? 'malformed' : 'reported';
  }
}

/** Bytes that could not be read may hold anything, so none of them may be repeated. */
function quotesPayload(
  expected: ExpectedError | null | undefined,
  error: ObservedError | undefined,
  body: Buffer,
): boolean {
  const detail = error?.failure?.detail ?? '';
  return expected?.kind === 'parse' && detail !== '' && body.includes(detail.slice(0, 12));
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 400 ? `${text.slice(0, 300)} … ${text.slice(-80)}` : text;
}
