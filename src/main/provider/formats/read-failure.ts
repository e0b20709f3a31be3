import type { Failure, FailureCode } from '#shared/failure.ts';
import type { FailedResponse } from './adapter.ts';

/** What a service says of an error, read out of its own shape. Words are the service's `code`, `type` or `status` names. */
export interface ReportedError {
  readonly words: readonly (string | null | undefined)[];
  readonly message?: string | null | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/** The failure for an error that came inside an answer: an error event, or an error document with status 200. */
export function failureOf(reported: ReportedError): Failure {
  return failureWith(codeOf(reported) ?? 'provider-unavailable', reported);
}

/** The failure for a status that is not 2xx. `reported` is what the format could read out of the body, if anything. */
export function statusFailure(response: FailedResponse, reported?: ReportedError): Failure {
  const retryAfterMs = reported?.retryAfterMs ?? retryAfterOf(response.headers);
  const requestId = reported?.requestId ?? requestIdOf(response.headers);
  const isPage = /^\s*<(?:!doctype|html)/i.test(response.body);
  const all: ReportedError = {
    words: reported?.words ?? [],
    message: reported?.message ?? (isPage ? pageTitle(response.body) : response.body),
    status: response.status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  if (isPage && isChallenge(response)) return failureWith('human-verification-required', all);
  return failureWith(codeOf(all) ?? 'provider-unavailable', all);
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
  if (!/^\s*</u.test(body)) return failureOf({ words: [], message: body });
  const failure = statusFailure({ status: 200, statusText: '', headers: {}, body });
  if (failure.code === 'human-verification-required') return failure;
  const { detail } = failure;
  return {
    ...malformedFailure('the server sent a web page instead of an answer'),
    ...(detail !== undefined && { detail }),
  };
}

/** What is read of a service's words: an error can be as long as the answer in place of which it came. */
const LONGEST_REPORT = 8192;
const LONGEST_REQUEST_ID = 200;

/** A service's words as one line of at most 600 characters, without anything that looks like a credential. */
export function redactedDetail(text: string): string {
  const line = text
    .slice(0, LONGEST_REPORT)
    .replaceAll(/\b(?:sk|pk|rk|gsk|xai|nk|ak|pplx|nvapi|hf)[-_][\w*.-]{6,}/gi, '…')
    .replaceAll(/\bAIza[\w-]{8,}/g, '…')
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer …')
    .replaceAll(/([?&](?:key|api_key|token)=)[^&\s]+/gi, '$1…')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > 600 ? `${line.slice(0, 599)}…` : line;
}

const codesByWord: ReadonlyMap<string, ReportedCode> = new Map(
  Object.entries({
    authentication_error: 'unauthorized',
    invalid_api_key: 'unauthorized',
    invalid_authentication_error: 'unauthorized',
    unauthenticated: 'unauthorized',
    api_key_invalid: 'unauthorized',
    captcha: 'human-verification-required',
    permission_error: 'forbidden',
    permission_denied: 'forbidden',
    not_found_error: 'model-unavailable',
    model_not_found: 'model-unavailable',
    deploymentnotfound: 'model-unavailable',
    not_found: 'model-unavailable',
    request_too_large: 'context-length-exceeded',
    context_length_exceeded: 'context-length-exceeded',
    string_above_max_length: 'context-length-exceeded',
    exceed_context_size_error: 'context-length-exceeded',
    insufficient_quota: 'quota-exceeded',
    billing_error: 'quota-exceeded',
    billing_hard_limit_reached: 'quota-exceeded',
    billing_not_active: 'quota-exceeded',
    rate_limit_error: 'rate-limited',
    rate_limit_exceeded: 'rate-limited',
    too_many_requests: 'rate-limited',
    resource_exhausted: 'rate-limited',
    overloaded_error: 'provider-unavailable',
    engine_overloaded: 'provider-unavailable',
    api_error: 'provider-unavailable',
    server_error: 'provider-unavailable',
    internal_server_error: 'provider-unavailable',
    internal: 'provider-unavailable',
    unavailable: 'provider-unavailable',
    service_unavailable: 'provider-unavailable',
    cancelled: 'provider-unavailable',
    vector_store_timeout: 'timed-out',
    timeout_error: 'timed-out',
    deadline_exceeded: 'timed-out',
  } as const),
);

/** Words that say no more than "400": the sentence beside them decides. */
const codesBySentence: readonly (readonly [RegExp, ReportedCode])[] = [
  [
    /prompt is too long|context (?:length|window|size)|maximum context|too many (?:input )?tokens|input token count|exceeds? the (?:maximum|max) (?:number of )?(?:input )?tokens/i,
    'context-length-exceeded',
  ],
  [/api[ _-]?key (?:not valid|is invalid|expired)|invalid (?:x-)?api[ _-]?key/i, 'unauthorized'],
  [/credit balance|current quota|insufficient (?:balance|credits|quota)/i, 'quota-exceeded'],
  [
    /\bmodel\b[^\n]{0,200}(?:not found|does not exist|not supported|no longer available)/i,
    'model-unavailable',
  ],
];

function codeOf(reported: ReportedError): ReportedCode | undefined {
  for (const word of reported.words) {
    const code = codesByWord.get(word?.toLowerCase() ?? '');
    if (code !== undefined) return code;
  }
  const { status } = reported;
  const message = (reported.message ?? '').slice(0, LONGEST_REPORT);
  if (message !== '' && (status === undefined || (status >= 400 && status < 500))) {
    for (const [pattern, code] of codesBySentence) {
      if (status === 429 && code !== 'quota-exceeded') continue;
      if (pattern.test(message)) return code;
    }
  }
  if (
    reported.words.some((word) =>
      /^(?:invalid|unsupported|image|empty_image|failed_to_download)_/i.test(word ?? ''),
    )
  ) {
    return 'invalid-request';
  }
  return status === undefined ? undefined : codeByStatus(status);
}

function codeByStatus(status: number): ReportedCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 402:
      return 'quota-exceeded';
    case 403:
      return 'forbidden';
    case 404:
    case 405:
      return 'model-unavailable';
    case 408:
    case 504:
      return 'timed-out';
    case 413:
      return 'context-length-exceeded';
    case 429:
      return 'rate-limited';
    default:
      return status >= 400 && status < 499 ? 'invalid-request' : 'provider-unavailable';
  }
}

/** Reason and remedy of every failure that a service itself can report. */
const reasons = {
  unauthorized: 'the provider does not accept the key. Check the key in the provider settings',
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
} as const satisfies Partial<Record<FailureCode, string>>;

type ReportedCode = keyof typeof reasons;

const retryableCodes: ReadonlySet<FailureCode> = new Set([
  'rate-limited',
  'provider-unavailable',
  'timed-out',
]);

function failureWith(code: ReportedCode, reported: ReportedError): Failure {
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

/** Digits without an end are infinite, and no delay that could be told or kept. */
function isDelay(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && milliseconds >= 0 && Number.isFinite(milliseconds);
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date; a date is measured against the answer's own `date`. */
function retryAfterOf(headers: FailedResponse['headers']): number | undefined {
  const milliseconds = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (milliseconds >= 0) return milliseconds;
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (value.trim() !== '' && seconds >= 0) return seconds * 1000;
  const wait = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return wait >= 0 ? wait : undefined;
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
