import type { z } from 'zod';
import type { Failure } from '#shared/failure.ts';
import type { FailedResponse, ReadingRules } from '../adapter.ts';
import { readChatChunk } from './chunk.ts';
import { chatErrorSchema } from './schema.ts';
import { failureOf, statusFailure } from '../read-failure.ts';
import type { ReportedError } from '../read-failure.ts';
import { delayInSentence } from '../failure/delay.ts';
import { parseJson } from '../wire.ts';

/** The failure of a response whose status is not 2xx, in any shape of the family. */
export function readChatFailure(response: FailedResponse, rules: ReadingRules = {}): Failure {
  const value = parseJson(response.body);
  if (response.body.includes(CAPTCHA_CALLBACK))
    return statusFailure(response, captcha(wordsOf(value)));
  if (rules.forbidden !== undefined && response.status === 403 && value === undefined)
    return statusFailure(response, captcha());
  const { status } = response;
  const reported = readReportedError(value, { certain: true, rules, status });
  return reported === undefined
    ? statusFailure(response)
    : statusFailure(response, withoutStatus(reported));
}

/** EasyChat's name for a request for another captcha, in a separate field, in an event, or anywhere in an error. */
const CAPTCHA_CALLBACK = 'CLEAR-CAPTCHA-TOKEN';

/** Whether an event is not a piece of the answer but a demand to prove being human. */
export function captchaFailureOf(data: string): Failure | undefined {
  return data.trim() === CAPTCHA_CALLBACK ? failureOf(captcha()) : undefined;
}

interface ReadingOptions {
  readonly certain: boolean;
  readonly rules?: ReadingRules | undefined;
  /** Of the response, where it is not 2xx. */
  readonly status?: number | undefined;
}

/** The failure that a value of the stream stands for; `undefined` when it is no error. `certain`: the server said so beside it. */
export function chatFailureOf(value: unknown, options: ReadingOptions): Failure | undefined {
  const reported = readReportedError(value, options);
  return reported === undefined ? undefined : failureOf(reported);
}

/**
 * An error in the shapes of OpenAI (`error: {message, type, code}`), One API, OpenRouter (`metadata.raw`), vLLM
 * (`object: 'error'`), NextChat (`error: true, msg`), FastAPI (`detail`), or as bare text.
 */
function readReportedError(value: unknown, options: ReadingOptions): ReportedError | undefined {
  const { certain, rules } = options;
  if (typeof value === 'string') return sentence(value);
  if (Array.isArray(value)) return readReportedError(value[0], options);
  if (typeof value !== 'object' || value === null)
    return certain ? sentence(plainText(value)) : undefined;
  if (!certain && !mayReport(value)) return undefined;
  const outer = chatErrorSchema.safeParse(value).data;
  if (outer === undefined) return undefined;
  if (outer.callback === CAPTCHA_CALLBACK) return captcha(outer.message);
  const error = outer.error ?? outer.x_groq?.error;
  if (typeof error === 'object' && error !== null && !Array.isArray(error)) return describe(error);
  if (typeof error === 'string') return { ...describe(outer), message: error };
  const reports = error !== undefined && error !== null && error !== false;
  const isDetail =
    outer.detail !== undefined && outer.detail !== null && outer.choices === undefined;
  if (!certain && !reports && !isDetail && outer.object !== 'error') return undefined;
  if (isDetail) return describeDetail(outer, rules, options.status);
  return describe(outer.message === undefined && outer.msg === undefined ? saidIn(outer) : outer);
}

/**
 * FastAPI's `detail`: the list of what is wrong with the request, or a sentence. Where the row says that it stands for a
 * limit, it does so by the delay in it, or with a status that says nothing else.
 */
function describeDetail(
  outer: z.infer<typeof chatErrorSchema>,
  rules: ReadingRules | undefined,
  status: number | undefined,
): ReportedError {
  const described = describe(outer, outer.detail);
  if (Array.isArray(outer.detail)) return { ...described, words: ['invalid_request_error'] };
  if (typeof outer.detail !== 'string') return described;
  const asksToWait = status !== 400 && delayInSentence(outer.detail) !== undefined;
  const saysNothingElse = status === undefined || status === 429;
  const isLimit = asksToWait || (rules?.rateLimit === 'detail' && saysNothingElse);
  return isLimit ? { ...described, words: ['rate_limit_exceeded'] } : described;
}

/** What a demand for a captcha says beside it, in any of the places where a service may say it. */
function wordsOf(value: unknown): string | undefined {
  const outer = chatErrorSchema.safeParse(value).data;
  if (outer === undefined) return undefined;
  const said = outer.message ?? outer.msg ?? chatErrorSchema.safeParse(saidIn(outer)).data?.message;
  return said ?? undefined;
}

/** An error that looks like an answer: what it says is the answer's text. */
function saidIn(outer: z.infer<typeof chatErrorSchema>): unknown {
  const [choice] = readChatChunk(outer)?.choices ?? [];
  const content = choice?.message?.content;
  return typeof content === 'string' ? { ...outer, message: content } : outer;
}

function captcha(message?: string): ReportedError {
  return { words: ['captcha'], message };
}

/** Looked at for every chunk, so it comes before the schema. */
function mayReport(value: object): boolean {
  return (
    'error' in value ||
    'detail' in value ||
    'callback' in value ||
    'x_groq' in value ||
    ('object' in value && value.object === 'error')
  );
}

function describe(error: unknown, detail?: unknown): ReportedError {
  const { message, msg, type, code, status, metadata } = chatErrorSchema.parse(error);
  const said = message ?? msg ?? (detail === undefined ? undefined : plainText(detail));
  const raw = metadata?.raw === undefined ? '' : ` ${metadata.raw}`;
  return {
    ...sentence(`${said ?? ''}${raw}`),
    words: [word(code), type, word(status)],
    status: statusIn(code) ?? statusIn(status),
  };
}

function sentence(message: string): ReportedError {
  return { words: [], message };
}

function word(value: string | number | undefined): string | undefined {
  return typeof value === 'number' ? undefined : value;
}

function statusIn(value: string | number | undefined): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : undefined;
}

/** The HTTP status of the response counts, not one that the body repeats. */
function withoutStatus({ status: _, ...reported }: ReportedError): ReportedError {
  return reported;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
