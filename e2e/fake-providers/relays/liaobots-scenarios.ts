import { ANSWER, cutBytes, openEventStream, piecesOf, writePieces } from '../chat-stream.ts';
import { sendJson, sendPage } from '../fake-server.ts';
import type { Exchange, Scenario, Scenarios } from '../fake-server.ts';
import { HALF } from '../framing-scenarios.ts';
import { transportScenarios } from '../transport-scenarios.ts';

/** Of the shape of a real one, and none. */
export const GUEST_CODE = 'GuestOfNobody';

/** Longer than the 2046 bytes that the old client read at once, and without a cut that suits it. */
export const LONG_ANSWER = 'Привет, 世界! 👋🏽 cafe\u0301. '.repeat(120);

const WRONG_ANSWER = 'Hello! How can I assist you today?';
const ANSWER_TOKENS = 1000;

export type LiaobotsMode = 'L1' | 'L4' | 'L6' | 'L7';

/** Which generation of the service a scenario belongs to; it is in its name. */
export function modeOf(scenario: string): LiaobotsMode {
  const mode = /^l([467])-/.exec(scenario)?.[1];
  return mode === undefined ? 'L1' : (`L${mode}` as LiaobotsMode);
}

/** Bare text, without a content type and with the end of the body for its end. */
function raw(
  about: string,
  cut: (text: string, random: () => number) => Iterable<string | Uint8Array>,
  text: string = LONG_ANSWER,
): Scenario {
  return {
    about,
    shows: text.replace(/^\uFEFF/, ''),
    answer: async ({ response, random }) => {
      openRaw(response);
      await writePieces(response, cut(text, random));
      response.end();
    },
  };
}

function openRaw(response: Exchange['response']): void {
  response.socket?.setNoDelay(true);
  response.writeHead(200);
  response.flushHeaders();
}

function* cutRandomly(text: string, random: () => number): Generator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + Math.floor(random() * 40);
    yield bytes.subarray(start, end);
    start = end;
  }
}

function status(
  about: string,
  fails: NonNullable<Scenario['fails']>,
  answer: { readonly status: number; readonly reason?: string; readonly body?: string },
): Scenario {
  const { reason, body = 'Error' } = answer;
  return {
    about,
    fails,
    answer: ({ response }) => {
      if (reason === undefined) response.writeHead(answer.status);
      else response.writeHead(answer.status, reason);
      response.end(body);
    },
  };
}

function frame(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

const frames = piecesOf(ANSWER).map((content) => frame({ role: 'assistant', content }));

function events(
  about: string,
  pieces: readonly string[],
  expected: Pick<Scenario, 'shows' | 'fails'> = { shows: ANSWER },
): Scenario {
  return {
    about,
    ...expected,
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(response, pieces);
      response.end();
    },
  };
}

const half = piecesOf(HALF).map((content) => frame({ role: 'assistant', content }));

/** The servers of chatbot-ui keep the newest messages that fit, and without a word nothing but their prompt. */
function answerTruncated({ request, response }: Exchange): void {
  const body = request.json as {
    readonly model?: { readonly tokenLimit?: number };
    readonly messages: readonly { readonly content: string }[];
  } | null;
  const limit = body?.model?.tokenLimit ?? 4000;
  const newest = body?.messages.at(-1)?.content ?? '';
  openRaw(response);
  response.end(newest.length / 4 + ANSWER_TOKENS > limit ? WRONG_ANSWER : ANSWER);
}

const firstGeneration: Scenarios = {
  good: raw('bare text, a few characters a chunk', (text) => piecesOf(text), ANSWER),
  'raw-1': raw('one byte a chunk', (text) => cutBytes(text, 1), ANSWER),
  'raw-2': raw('two bytes a chunk', (text) => cutBytes(text, 2)),
  'raw-3': raw('three bytes a chunk', (text) => cutBytes(text, 3)),
  'raw-2046': raw('2046 bytes a chunk', (text) => cutBytes(text, 2046)),
  'raw-random': raw('chunks of any length', cutRandomly),
  bom: raw('a byte order mark before the text', (text) => cutBytes(text, 5), `\uFEFF${ANSWER}`),
  replaced: raw(
    'characters that the service itself has lost',
    (text) => [text],
    `a\uFFFDb ${ANSWER}`,
  ),
  'looks-like-protocol': raw(
    'the text looks like events, a page and JSON',
    (text) => cutBytes(text, 3),
    'Error: data: {"content":"x"}\n\n<html> {"error":true} [DONE]',
  ),
  'never-closing': {
    about: 'the answer comes, its end does not',
    shows: ANSWER,
    fails: 'timed-out',
    answer: ({ response }) => {
      openRaw(response);
      response.write(ANSWER);
    },
  },
  'raw-reset': {
    about: 'the connection is reset in the middle',
    shows: HALF,
    fails: 'unreachable',
    answer: async ({ response }) => {
      openRaw(response);
      response.write(HALF);
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
      response.socket?.resetAndDestroy();
    },
  },
  empty: {
    about: 'no text at all',
    fails: 'empty-response',
    answer: ({ response }) => response.end(),
  },
  truncating: {
    about: 'drops in silence what is too long',
    shows: ANSWER,
    answer: answerTruncated,
  },
  'code-spent': raw('a code is good for three messages', (text) => [text], ANSWER),
  'network-spent': raw('a network is good for ten messages', (text) => [text], ANSWER),
  'error-500': status('status 500, the reason in the reason phrase', 'provider-unavailable', {
    status: 500,
    reason: 'The model is overloaded',
  }),
  'error-402': status('status 402: the credit is used up', 'quota-exceeded', { status: 402 }),
  'error-401': status('status 401 in JSON', 'unauthorized', {
    status: 401,
    body: '{"message":"401 Unauthorized" }',
  }),
  'soft-error': {
    about: 'an error with status 200',
    fails: 'rate-limited',
    answer: ({ response }) =>
      sendJson(response, { code: 200, msg: 'success', data: 'Too many requests' }),
  },
  'page-200': {
    about: 'a page with a captcha, status 200',
    fails: 'human-verification-required',
    answer: ({ response }) =>
      sendPage(response, { title: 'Liaobots', body: '<div class="captcha"></div>' }),
  },
  'page-500': {
    about: 'a page with a captcha, status 500',
    fails: 'human-verification-required',
    answer: ({ response }) =>
      sendPage(response, { status: 500, title: 'Liaobots', body: '<div class="captcha"></div>' }),
  },
  'page-coupert': {
    about: 'the page that a lost session got, without a content type',
    fails: 'human-verification-required',
    answer: ({ response }) => {
      openRaw(response);
      response.end('<!DOCTYPE html><html coupert-item="a"><head></head><body></body></html>');
    },
  },
};

const login: Scenarios = {
  'user-401': raw('no code for guests of this network', (text) => [text], ANSWER),
  'user-too-many': raw('no code, with status 200', (text) => [text], ANSWER),
  'user-empty': raw('an empty code', (text) => [text], ANSWER),
  'user-page': raw('a page instead of a code', (text) => [text], ANSWER),
  'user-wrong-type': raw('a code as text/plain', (text) => [text], ANSWER),
};

const laterGenerations: Scenarios = {
  'l4-good': {
    ...raw('codes after a captcha, the cookies of the code needed', (text) => [text], ANSWER),
    shows: '',
    fails: 'human-verification-required',
  },
  'l6-good': events(
    'events that carry content alone',
    piecesOf(ANSWER).map((content) => frame({ content })),
  ),
  'l7-good': events('events with roles', frames),
  'l7-cookie': {
    ...events('the cookies that come with the code are needed', frames),
    shows: '',
    fails: 'human-verification-required',
  },
  'l7-done': events('an end marker', [...frames, 'data: [DONE]\n\n']),
  'l7-coalesced': events('several events a chunk', [frames.join('')]),
  'l7-split': {
    ...events('one byte a chunk', []),
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(response, cutBytes(frames.join(''), 1));
      response.end();
    },
  },
  'l7-no-json': events('an event that is no JSON', [
    ...frames.slice(0, 3),
    'data: ping\n\n',
    ...frames.slice(3),
  ]),
  'l7-error-first': events(
    'an error instead of an answer',
    [frame({ error: true, res_status: 402, message: 'Insufficient credit' })],
    { fails: 'quota-exceeded' },
  ),
  'l7-error-other': events(
    'an error of another kind',
    [frame({ error: true, res_status: 500, message: 'Model failed' })],
    { fails: 'provider-unavailable' },
  ),
  'l7-error-mid': events(
    'an error after half of the answer',
    [...half, frame({ error: true, res_status: 402, message: 'Insufficient credit' }), ...frames],
    { shows: HALF, fails: 'quota-exceeded' },
  ),
};

/** Faults that know no protocol. */
const transport = new Set(['refuse', 'silent', 'headers-only', 'reset-before-headers']);

/** Every generation that was seen; names without a generation belong to the first. */
export const liaobotsScenarios: Scenarios = {
  ...firstGeneration,
  ...login,
  ...laterGenerations,
  ...Object.fromEntries(Object.entries(transportScenarios).filter(([name]) => transport.has(name))),
};
