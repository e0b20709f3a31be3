import type { Failure } from '#shared/failure.ts';
import type { FailedResponse } from './adapter.ts';
import { geminiErrorBody } from './gemini-schema.ts';
import type { GeminiError } from './gemini-schema.ts';
import { statusFailure } from './read-failure.ts';
import type { ReportedError } from './read-failure.ts';
import { parseJson } from './wire.ts';

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
  const seconds = Number.parseFloat(delay ?? '');
  return {
    words: [...(byTheDay ? ['insufficient_quota'] : []), ...reasons, error.status],
    message: error.message,
    ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  };
}

export function readGeminiFailure(response: FailedResponse): Failure {
  const body = geminiErrorBody.safeParse(parseJson(response.body));
  return body.success
    ? statusFailure(response, reportedError(body.data.error))
    : statusFailure(response);
}
