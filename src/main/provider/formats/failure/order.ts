import type { FailureCode } from '#shared/failure.ts';

/** What a service itself can report. */
export type ReportedCode = Extract<
  FailureCode,
  | 'unauthorized'
  | 'human-verification-required'
  | 'forbidden'
  | 'model-unavailable'
  | 'invalid-request'
  | 'context-length-exceeded'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'provider-unavailable'
  | 'timed-out'
>;

/** What a service says of an error. `names` are its `code`, `type` or `status`, the most precise one first. */
export interface Told {
  readonly names: readonly (string | null | undefined)[];
  readonly sentence?: string | null | undefined;
  readonly status?: number | undefined;
}

/**
 * What went wrong, by the first of these that tells it: a precise name, a service's fixed sentence, a sentence where the
 * status leaves room for it, the status, and last a vague name. A vague name says no more than whose fault it is, which
 * services get wrong: it counts only where there is no status, or one of 500 and above.
 */
export function codeOf({ names, sentence, status }: Told): ReportedCode | undefined {
  const said = sentence ?? '';
  return (
    named(names, preciseNames) ??
    fixedSentences.find(({ pattern }) => pattern.test(said))?.code ??
    sentences.find(({ pattern, code }) => leavesRoom(status, code) && pattern.test(said))?.code ??
    (status !== undefined && status < 500 ? codeOfStatus(status) : undefined) ??
    named(names, vagueNames) ??
    (names.some((name) => refusedField.test(name ?? '')) ? 'invalid-request' : undefined) ??
    codeOfStatus(status)
  );
}

/** Names that mean one thing, whatever the status beside them. */
export const preciseNames: Readonly<Record<string, ReportedCode>> = {
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
  vector_store_timeout: 'timed-out',
  timeout_error: 'timed-out',
  deadline_exceeded: 'timed-out',
};

/** Names that relays put on every error that passes through them. */
export const vagueNames: Readonly<Record<string, ReportedCode>> = {
  api_error: 'provider-unavailable',
  server_error: 'provider-unavailable',
  internal_server_error: 'provider-unavailable',
  internal: 'provider-unavailable',
  unavailable: 'provider-unavailable',
  service_unavailable: 'provider-unavailable',
  cancelled: 'provider-unavailable',
};

/** `invalid_request_error`, `unsupported_value`, `image_parse_error`: something of the request. */
const refusedField = /^(?:invalid|unsupported|image|empty_image|failed_to_download)_/i;

interface Sentence {
  /** For the table in `docs/network.md`. */
  readonly example: string;
  readonly pattern: RegExp;
  readonly code: ReportedCode;
}

/** Sentences that stand in for a name where a service has none: One API's, NextChat's, DfeHub's. */
export const fixedSentences: readonly Sentence[] = [
  { example: '无可用渠道', pattern: /无可用渠道/u, code: 'model-unavailable' },
  {
    example: 'not allowed to use gpt-4 model',
    pattern: /not allowed to use [^\n]{0,200} model/iu,
    code: 'model-unavailable',
  },
  {
    example: 'current quota',
    pattern: /current quota|insufficient (?:balance|credits|quota)|额度|余额/iu,
    code: 'quota-exceeded',
  },
  {
    example: 'rate limit, too many requests, 负载已饱和',
    pattern: /负载已饱和|rate limit|too many requests/iu,
    code: 'rate-limited',
  },
  {
    example: 'empty access code, wrong access code, 令牌',
    pattern: /(?:empty|wrong) access code|令牌/iu,
    code: 'unauthorized',
  },
];

/** Sentences that say more than "400" or "500" does. */
export const sentences: readonly Sentence[] = [
  {
    example: 'maximum context length, prompt is too long',
    pattern:
      /prompt is too long|context (?:length|window|size)|maximum context|too many (?:input )?tokens|input token count|exceeds? the (?:maximum|max) (?:number of )?(?:input )?tokens/i,
    code: 'context-length-exceeded',
  },
  {
    example: 'Incorrect API key, API key not valid',
    pattern:
      /api[ _-]?key (?:not valid|is invalid|expired)|(?:invalid|incorrect) (?:x-)?api[ _-]?key/i,
    code: 'unauthorized',
  },
  { example: 'credit balance', pattern: /credit balance/i, code: 'quota-exceeded' },
  {
    example: 'model … does not exist',
    pattern: /\bmodel\b[^\n]{0,200}(?:not found|does not exist|not supported|no longer available)/i,
    code: 'model-unavailable',
  },
];

/** What a status means on its own, and which sentences may override it. */
export const statusMeanings: readonly {
  readonly statuses: readonly number[];
  readonly code: ReportedCode;
  readonly room: 'any sentence' | 'only "used up"' | 'none';
}[] = [
  { statuses: [401], code: 'unauthorized', room: 'only "used up"' },
  { statuses: [402], code: 'quota-exceeded', room: 'none' },
  { statuses: [403], code: 'forbidden', room: 'any sentence' },
  { statuses: [404, 405], code: 'model-unavailable', room: 'any sentence' },
  { statuses: [408], code: 'timed-out', room: 'none' },
  { statuses: [413], code: 'context-length-exceeded', room: 'none' },
  { statuses: [429], code: 'rate-limited', room: 'only "used up"' },
  { statuses: [499], code: 'provider-unavailable', room: 'none' },
  // What a relay of the first generations answers whatever went wrong behind it.
  { statuses: [500], code: 'provider-unavailable', room: 'any sentence' },
  { statuses: [504], code: 'timed-out', room: 'none' },
];

function meaningOf(status: number) {
  return statusMeanings.find(({ statuses }) => statuses.includes(status));
}

function leavesRoom(status: number | undefined, code: ReportedCode): boolean {
  if (status === undefined || status < 400) return true;
  const room = meaningOf(status)?.room ?? (status < 500 ? 'any sentence' : 'none');
  return room === 'any sentence' || (room !== 'none' && code === 'quota-exceeded');
}

function codeOfStatus(status: number | undefined): ReportedCode | undefined {
  if (status === undefined) return undefined;
  const other = status >= 400 && status < 500 ? 'invalid-request' : 'provider-unavailable';
  return meaningOf(status)?.code ?? other;
}

function named(
  names: Told['names'],
  table: Readonly<Record<string, ReportedCode>>,
): ReportedCode | undefined {
  for (const name of names) {
    const key = name?.toLowerCase() ?? '';
    if (Object.hasOwn(table, key)) return table[key];
  }
  return undefined;
}
