import { z } from 'zod';
import type { Failure } from '#shared/failure.ts';
import type { FailedResponse } from '../adapter.ts';
import { failureOf, statusFailure } from '../read-failure.ts';
import type { ReportedError } from '../read-failure.ts';
import { optional, optionalText, parseJson } from '../wire.ts';

/** `res_status` comes as a number or inside a sentence; a soft error says with status 200 what went wrong. */
const errorBody = z.object({
  error: optional(
    z.union([
      z.boolean(),
      z.string(),
      z.object({ message: optionalText, type: optionalText, code: optionalText.catch(undefined) }),
    ]),
  ),
  res_status: optional(z.union([z.number(), z.string()])),
  message: optionalText,
  msg: optionalText,
  data: z.unknown().optional(),
});

/** The failure that a JSON value stands for; `undefined` when it is none. */
export function chatbotFailure(value: unknown): Failure | undefined {
  const body = errorBody.safeParse(value).data;
  if (body === undefined) return undefined;
  const soft = typeof body.data === 'string' && /too many requests/i.test(body.data);
  if (soft) return failureOf({ words: ['too_many_requests'], message: String(body.data) });
  const said = body.message ?? body.msg;
  if (body.error === false || (body.error === undefined && said === undefined)) return undefined;
  const status = Number(/\b[45]\d\d\b/.exec(String(body.res_status ?? ''))?.[0]);
  const reported = typeof body.error === 'object' ? body.error : undefined;
  const message = typeof body.error === 'string' ? body.error : (reported?.message ?? said);
  const words = [reported?.code, reported?.type];
  return failureOf({ words, message, ...(status > 0 && { status }) });
}

/** The failure that a page in place of an answer stands for; `undefined` for anything else. */
export function chatbotPageFailure(text: string): Failure | undefined {
  return isPage(text) ? failureOf(demandIn(text)) : undefined;
}

/** Such a service has no pages of errors: one that comes wants a captcha or another session. */
function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html)/i.test(text);
}

function demandIn(page: string): ReportedError {
  return { words: ['captcha'], message: /<title[^<>]*>([^<]*)/i.exec(page)?.[1] };
}

/**
 * The body is just `Error`; if there is a reason at all, it is in the reason phrase. Some deployments answer with JSON.
 */
export function readChatbotFailure(response: FailedResponse): Failure {
  const body = errorBody.safeParse(parseJson(response.body)).data;
  const message = body?.message ?? body?.msg;
  if (message !== undefined) return statusFailure(response, { words: [], message });
  const isGone = response.status === 404 || response.status === 405;
  if (isPage(response.body) && !isGone) return statusFailure(response, demandIn(response.body));
  if (response.body.trim() !== 'Error') return statusFailure(response);
  return statusFailure(response, { words: [], message: response.statusText });
}
