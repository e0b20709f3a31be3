import { ANSWER, completionOf } from '../chat-stream.ts';
import { sendJson, sendPage } from '../fake-server.ts';
import type { Exchange, Scenario, Scenarios } from '../fake-server.ts';
import type { FailureCode } from '#shared/failure.ts';
import { framingScenarios } from '../framing-scenarios.ts';
import { transportScenarios } from '../transport-scenarios.ts';

const API = '/api/openai/';
const CHAT = '/api/openai/v1/chat/completions';

/** A code that the fake sites accept. No real one. */
export const ACCESS_CODE = 'the-access-code';

/** A key that the company behind the fake sites accepts. */
export const OWN_KEY = 'sk-own-0123456789abcdef';

/** Whether a site whose codes have these prefixes passes what it is sent on to the company behind it. */
export function reachesCompany(authorization: string, prefixes: readonly string[]): boolean {
  return (
    authorization !== '' && !prefixes.some((prefix) => authorization.startsWith(`Bearer ${prefix}`))
  );
}

export interface NextChatRules {
  /** Answers in place of the scenario, when the call is not let in. Returns whether it did. */
  readonly refuse?: (exchange: Exchange) => boolean;
  /** What the page sets, if anything. */
  readonly page?: (exchange: Exchange) => void;
}

/** The routes of a NextChat site of 2023 in front of an OpenAI-compatible backend. */
export function answerNextChat(
  exchange: Exchange & { readonly scenario: Scenario },
  { refuse, page }: NextChatRules = {},
): unknown {
  const { request, response, scenario } = exchange;
  const path = request.path.replace(/^\/{2,}/, '/');
  if (request.method === 'OPTIONS' && path.startsWith(API))
    return sendJson(response, { body: 'OK' });
  switch (path) {
    case '/':
      page?.(exchange);
      return sendPage(response, { title: 'ChatGPT Next Web' });
    case '/api/config':
      return sendJson(response, {
        needCode: false,
        hideUserApiKey: false,
        disableGPT4: false,
        hideBalanceQuery: true,
      });
    case `${API}v1/models`:
      return sendJson(response, {
        object: 'list',
        data: ['gpt-3.5-turbo', 'gpt-3.5-turbo-0613', 'gpt-3.5-turbo-16k'].map((id) => ({
          id,
          object: 'model',
          root: id,
        })),
      });
    case `${API}dashboard/billing/usage`:
      return sendJson(response, { object: 'list', total_usage: 0 });
    case `${API}dashboard/billing/subscription`:
      return sendJson(response, { hard_limit_usd: 5 });
  }
  if (path === CHAT && request.method === 'POST')
    return refuse?.(exchange) === true ? undefined : scenario.answer(exchange);
  if (path === CHAT) return sendPage(response, { status: 405, title: '405: Method Not Allowed' });
  if (path.startsWith(API)) {
    const msg = `you are not allowed to request ${path.slice(API.length)}`;
    return sendJson(response, { error: true, msg }, { status: 403 });
  }
  return sendPage(response, { status: 404, title: '404: This page could not be found.' });
}

/** Refuses a call that lacks what the site's own client sends. Returns whether it did. */
export function refuseWithoutHeaders(
  { request, response }: Exchange,
  names: readonly string[],
): boolean {
  if (names.every((name) => request.headers[name] !== undefined)) return false;
  response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden');
  return true;
}

/** An answer with this status and JSON. */
export function failing(
  about: string,
  fails: FailureCode,
  answer: { status: number; body: unknown; headers?: Record<string, string> },
): Scenario {
  return {
    about,
    fails,
    answer: ({ response }) =>
      sendJson(response, answer.body, { status: answer.status, headers: answer.headers ?? {} }),
  };
}

function oneApiError(message: string): object {
  return { error: { message, type: 'one_api_error' } };
}

const noChannel =
  '当前分组 default 下对于模型 gpt-3.5-turbo 无可用渠道 (request id: 2023090817251234abcd)';

/**
 * Answers only to calls with the code behind one of these prefixes. A bearer with another beginning is a key of one's own
 * to such a site: it goes to the company behind it, which knows only {@link OWN_KEY}.
 */
export function withAccessCode(about: string, prefixes: readonly string[]): Scenario {
  return {
    about,
    shows: ANSWER,
    answer: (exchange) => {
      const { request, response } = exchange;
      const { authorization = '' } = request.headers;
      if (prefixes.some((prefix) => authorization === `Bearer ${prefix}${ACCESS_CODE}`))
        return framingScenarios['good']?.answer(exchange);
      if (authorization === `Bearer ${OWN_KEY}`) return framingScenarios['good']?.answer(exchange);
      if (reachesCompany(authorization, prefixes)) {
        const message = `Incorrect API key provided: ${authorization.slice(7, 10)}***${authorization.slice(-2)}.`;
        const error = { message, type: 'invalid_request_error', code: 'invalid_api_key' };
        return sendJson(response, { error }, { status: 401 });
      }
      const msg = authorization === '' ? 'empty access code' : 'wrong access code';
      return sendJson(response, { error: true, msg }, { status: 401 });
    },
  };
}

/** What a NextChat site and the One API or OpenAI behind it answer instead of an answer. */
export const nextChatErrors: Scenarios = {
  'code-empty': failing('no access code', 'missing-credential', {
    status: 401,
    body: { error: true, msg: 'empty access code' },
  }),
  'code-wrong': failing('a wrong access code', 'missing-credential', {
    status: 401,
    body: { error: true, msg: 'wrong access code' },
  }),
  'fetch-failed': failing('status 200 with a JSON string', 'provider-unavailable', {
    status: 200,
    body: 'TypeError: fetch failed',
  }),
  'fetch-failed-fenced': failing('status 200 with a fenced JSON string', 'provider-unavailable', {
    status: 200,
    body: '```json\n{\n  "cause": { "code": "ECONNREFUSED" }\n}\n```',
  }),
  'path-forbidden': failing('a path that is not let through', 'forbidden', {
    status: 403,
    body: { error: true, msg: 'you are not allowed to request v1/chat/completions' },
  }),
  'gpt-4-forbidden': failing('GPT-4 is switched off', 'model-unavailable', {
    status: 403,
    body: { error: true, message: 'you are not allowed to use gpt-4 model' },
  }),
  'retry-redirect': {
    about: 'One API asks to try again by a redirect that leads nowhere',
    fails: 'provider-unavailable',
    answer: ({ response }) => {
      response.writeHead(307, { location: '/v1/chat/completions?retry=2' }).end();
    },
  },
  'retry-redirect-once': {
    about: 'the first call is redirected, the next one answered',
    shows: ANSWER,
    answer: (exchange) => {
      if (exchange.position > 0) return framingScenarios['good']?.answer(exchange);
      return exchange.response.writeHead(307, { location: '/v1/chat/completions?retry=2' }).end();
    },
  },
  'one-api-no-channel': failing('One API has no such model', 'model-unavailable', {
    status: 503,
    body: oneApiError(noChannel),
  }),
  'one-api-saturated': failing('One API is saturated', 'rate-limited', {
    status: 429,
    body: oneApiError('当前分组上游负载已饱和，请稍后再试'),
  }),
  'one-api-empty': {
    about: 'status 429 without a body',
    fails: 'rate-limited',
    answer: ({ response }) => response.writeHead(429).end(),
  },
  'one-api-token': failing('One API does not know the token', 'missing-credential', {
    status: 401,
    body: oneApiError('无效的令牌'),
  }),
  'one-api-200': failing('an error of One API with status 200', 'model-unavailable', {
    status: 200,
    body: oneApiError(noChannel),
  }),
  'openai-rate-limit': failing('OpenAI says in words how long to wait', 'rate-limited', {
    status: 429,
    body: {
      error: {
        message: 'Rate limit reached for gpt-3.5-turbo. Please try again in 20s.',
        type: 'requests',
        param: null,
        code: 'rate_limit_exceeded',
      },
    },
  }),
  'openai-retry-after': failing('OpenAI says in a header how long to wait', 'rate-limited', {
    status: 429,
    body: { error: { message: 'Too many requests', type: 'requests', param: null, code: null } },
    headers: { 'retry-after': '20' },
  }),
  'openai-quota': failing('the quota of OpenAI is used up', 'quota-exceeded', {
    status: 429,
    body: { error: { message: 'You exceeded your current quota', type: 'insufficient_quota' } },
  }),
  'openai-too-long': failing('the conversation is too long', 'context-length-exceeded', {
    status: 400,
    body: {
      error: {
        message: "This model's maximum context length is 4097 tokens.",
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
      },
    },
  }),
  'wrong-method': {
    about: 'status 405: the path is not what it was',
    fails: 'malformed-response',
    answer: ({ response }) => sendPage(response, { status: 405, title: '405: Method Not Allowed' }),
  },
  'challenge-403': {
    about: 'a page that asks for proof of being human, status 403',
    fails: 'human-verification-required',
    answer: ({ response }) =>
      sendPage(response, { status: 403, title: 'Attention Required! | Cloudflare' }),
  },
  'challenge-503': {
    about: 'the same with status 503',
    fails: 'human-verification-required',
    answer: ({ response }) => sendPage(response, { status: 503, title: 'Just a moment...' }),
  },
  'plain-text': {
    about: 'a sentence as text/plain although a stream was asked for',
    fails: 'provider-unavailable',
    answer: ({ response }) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('The service is closed today.'),
  },
  'null-content': {
    about: 'a completion without content',
    fails: 'empty-response',
    answer: ({ response }) => sendJson(response, completionOf(null)),
  },
  empty: {
    about: 'a regular answer without text',
    fails: 'empty-response',
    answer: ({ response }) => sendJson(response, completionOf('')),
  },
};

/** What every site of this kind can do to a client. */
export const nextChatScenarios: Scenarios = {
  ...framingScenarios,
  ...transportScenarios,
  ...nextChatErrors,
};
