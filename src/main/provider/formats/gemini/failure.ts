import type { Failure } from '#shared/failure.ts';
import type { FailedResponse } from '../adapter.ts';
import { geminiErrorBody } from './schema.ts';
import type { GeminiError } from './schema.ts';
import { delayOfText } from '../failure/delay.ts';
import { redactedDetail, statusFailure } from '../read-failure.ts';
import type { ReportedError } from '../read-failure.ts';
import { parseJson } from '../wire.ts';

/**
 * What a Google error says: https://google.aip.dev/193. Every exhausted limit is `RESOURCE_EXHAUSTED`; one that is
 * counted by the day is a quota that waiting a minute does not bring back.
 */
export function reportedError(error: GeminiError): ReportedError {
  const details = error.details ?? [];
  const reasons = details.map((detail) => detail.reason);
  const byTheDay = details.some((detail) =>
    detail.violations?.some(({ quotaId = '' }) => /PerDay/i.test(quotaId)),
  );
  const delay = details.find((detail) => detail.retryDelay !== undefined)?.retryDelay;
  const retryAfterMs = delayOfText(delay ?? '');
  return {
    words: [...(byTheDay ? ['insufficient_quota'] : []), ...reasons, error.status],
    message: error.message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The service answers a prompt that it blocks with nothing but the reason. */
export function blockedPrompt(reason: string, message: string | undefined): Failure {
  return {
    code: 'invalid-request',
    message:
      'Cannot get an answer: the provider blocked the prompt. Say it differently or choose another model.',
    retryable: false,
    detail: redactedDetail(message === undefined ? reason : `${reason}: ${message}`),
  };
}

export function readGeminiFailure(response: FailedResponse): Failure {
  const body = geminiErrorBody.safeParse(parseJson(response.body));
  return body.success
    ? statusFailure(response, reportedError(body.data.error))
    : statusFailure(response);
}
