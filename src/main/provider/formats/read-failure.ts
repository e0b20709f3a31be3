import type { Failure, FailureCode } from '#shared/failure.ts';
import type { FailedResponse } from './adapter.ts';
import { delayInHeaders, delayInSentence, isDelay } from './failure/delay.ts';
import { codeOf } from './failure/order.ts';
import type { ReportedCode } from './failure/order.ts';

/** What a service says about an error, read from its own format. Words are the service's `code`, `type` or `status` names. */
export interface ReportedError {
  readonly words: readonly (string | null | undefined)[];
  readonly message?: string | null | undefined;
  readonly status?: number | undefined;
  /** Named in a separate field. One that only the sentence names need not be extracted. */
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/** The failure for an error that came inside an answer: an error event, or an error document with status 200. */
export function failureOf(reported: ReportedError): Failure {
  const code = codeOfReported(reported) ?? 'provider-unavailable';
  return failureWith(code, { retryAfterMs: delayOf(code, reported), ...reported });
}

/** The failure for a status that is not 2xx. `reported` is what the format could read out of the body, if anything. */
export function statusFailure(response: FailedResponse, reported?: ReportedError): Failure {
  const { status, headers, body } = response;
  const isPage = /^\s*<(?:!doctype|html)/i.test(body);
  const all: ReportedError = {
    words: reported?.words ?? [],
    message: reported?.message ?? (isPage ? pageTitle(body) : body),
    status,
    requestId: reported?.requestId ?? requestIdOf(headers),
  };
  if (isPage && isChallenge(response)) return failureWith('human-verification-required', all);
  if (isNoApi(response, isPage)) return { ...failureWith('malformed-response', all), status };
  const code = codeOfReported(all) ?? 'provider-unavailable';
  const retryAfterMs =
    reported?.retryAfterMs ??
    delayInHeaders(headers, { withLimits: code === 'rate-limited' }) ??
    delayOf(code, all);
  const failure = failureWith(code, { ...all, retryAfterMs });
  // https://github.com/openai/openai-node/blob/master/src/client.ts: what the service itself says of another try.
  return headers['x-should-retry'] === 'false' ? { ...failure, retryable: false } : failure;
}

function codeOfReported({ words, message, status }: ReportedError): ReportedCode | undefined {
  return codeOf({ names: words, sentence: message?.slice(0, LONGEST_REPORT), status });
}

/** A delay in other sentences is one of what they complain of: a recording of 25 minutes. */
function delayOf(code: ReportedCode, { message }: ReportedError): number | undefined {
  const mayAsk = code === 'rate-limited' || code === 'provider-unavailable';
  return mayAsk ? delayInSentence(message ?? '') : undefined;
}

/** An API says in its own words that it lacks a model: a page, or a refusal of the method, is another kind of server. */
function isNoApi({ status }: FailedResponse, isPage: boolean): boolean {
  return status === 405 || (status === 404 && isPage);
}

/** The failure for bytes that are not what the format allows. Never quotes them. */
export function malformedFailure(reason: string): Failure {
  return {
    code: 'malformed-response',
    message: `Cannot read the answer: ${reason}. Try again; if it persists, check that the address speaks this protocol.`,
    retryable: false,
  };
}

/** The failure for a body that is neither a stream nor JSON: a page, or a sentence in place of an answer. */
export function pageFailure(body: string): Failure {
  // What begins like JSON and does not parse is the answer itself, cut or broken: never quoted.
  if (/^\s*[[{]/u.test(body)) return malformedFailure('the document is broken JSON');
  if (!/^\s*</u.test(body)) return sentenceFailure(body);
  const failure = statusFailure({ status: 200, statusText: '', headers: {}, body });
  if (failure.code === 'human-verification-required') return failure;
  const { detail } = failure;
  return {
    ...malformedFailure('the server sent a web page instead of an answer'),
    ...(detail !== undefined && { detail }),
  };
}

/** An unknown sentence may belong to an answer that was charged for, so there is no automatic retry. */
function sentenceFailure(sentence: string): Failure {
  const isKnown = codeOfReported({ words: [], message: sentence }) !== undefined;
  const failure = failureOf({ words: [], message: sentence });
  return isKnown ? failure : { ...failure, retryable: false };
}

/** How much of a service's words is read: an error can be as long as the answer it replaces. */
const LONGEST_REPORT = 8192;
const LONGEST_REQUEST_ID = 200;

/**
 * A service's words as one line of at most 600 characters, without anything that looks like a credential; one that the
 * service has masked itself stays as it masked it.
 */
export function redactedDetail(text: string): string {
  const line = text
    .slice(0, LONGEST_REPORT)
    .replaceAll(/\b(?:sk|pk|rk|gsk|xai|nk|ak|pplx|nvapi|hf)[-_][\w*.-]{6,}/gi, (key) =>
      key.includes('***') ? key : '…',
    )
    .replaceAll(/\bAIza[\w-]{8,}/g, '…')
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer …')
    .replaceAll(/([?&](?:key|api_key|token)=)[^&\s]+/gi, '$1…')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > 600 ? `${line.slice(0, 599)}…` : line;
}

/** Reason and remedy of every failure that a service itself can report. */
const reasons = {
  unauthorized: 'the provider does not accept the key. Check the key, or enter another one',
  'human-verification-required':
    'the service asks for proof that you are human. Open its site in a browser, then try again',
  forbidden: 'the provider does not allow this. Check what the key and the account may do',
  'model-unavailable':
    'the provider has no such model at this address. Choose another model or check the address',
  'invalid-request': 'the provider refused the request. Change what it names, then try again',
  'context-length-exceeded':
    'the conversation is longer than the model accepts. Shorten it or choose a model with a longer context',
  'rate-limited': 'the provider limits how often it answers. Wait a little, then try again',
  'quota-exceeded':
    'the quota or the credit of the account is used up. Check the billing page of the provider',
  'provider-unavailable': 'the provider is overloaded or out of order. Try again in a moment',
  'timed-out': 'the provider took too long. Try again',
  'malformed-response':
    'there is no API at this address. Check the address, and which kind of service it is',
} as const satisfies Partial<Record<FailureCode, string>>;

const retryableCodes: ReadonlySet<FailureCode> = new Set([
  'rate-limited',
  'provider-unavailable',
  'timed-out',
]);

function failureWith(code: keyof typeof reasons, reported: ReportedError): Failure {
  const detail = redactedDetail(reported.message ?? '');
  return {
    code,
    message: `Cannot get an answer: ${reasons[code]}.`,
    retryable: retryableCodes.has(code),
    ...(reported.status === undefined ? {} : { status: reported.status }),
    ...(isDelay(reported.retryAfterMs) && { retryAfterMs: reported.retryAfterMs }),
    ...(reported.requestId === undefined
      ? {}
      : { requestId: reported.requestId.slice(0, LONGEST_REQUEST_ID) }),
    ...(detail === '' ? {} : { detail }),
  };
}

const requestIdHeaders = [
  'request-id',
  'x-request-id',
  'apim-request-id',
  'x-ms-request-id',
  'cf-ray',
];

function requestIdOf(headers: FailedResponse['headers']): string | undefined {
  for (const name of requestIdHeaders) if (headers[name] !== undefined) return headers[name];
  return undefined;
}

function pageTitle(page: string): string {
  return /<title[^<>]*>([^<]*)/i.exec(page)?.[1] ?? 'a web page instead of an answer';
}

/** https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/ */
function isChallenge(response: FailedResponse): boolean {
  return (
    response.headers['cf-mitigated'] === 'challenge' ||
    /just a moment|attention required|captcha|verify you are human/i.test(response.body)
  );
}
