import {
  ANSWER,
  chunkOf,
  deltaOf,
  eventsOf,
  finishOf,
  openEventStream,
  piecesOf,
  roleEvent,
  spelled,
  writePieces,
} from '../chat-stream.ts';
import { sendJson, sendPage } from '../fake-server.ts';
import type { Exchange, Scenario, Scenarios } from '../fake-server.ts';
import type { FakeKind } from '../fake-service.ts';
import { framingScenarios, stream } from '../framing-scenarios.ts';
import { answerNextChat, nextChatScenarios } from './nextchat.ts';

/** The sentence of another service of the same day; that of DfeHub itself is not recorded. */
const LIMIT = 'Rate limit reached for gpt-3.5-turbo! Please, try again in 23.45 seconds!';

const DETAILED = 'In detail: the content is 3.5 times data: large.';

/** The first calls are limited in this way, all later ones answered. */
function limited(
  about: string,
  detail: string,
  { times = 1, ...how }: { times?: number; status?: number; event?: boolean } = {},
): Scenario {
  return {
    about,
    shows: ANSWER,
    answer: (exchange) =>
      exchange.position < times
        ? sendLimit(exchange, detail, how)
        : framingScenarios['good']?.answer(exchange),
  };
}

function sendLimit(
  { response }: Exchange,
  detail: unknown,
  { status = 429, event = false }: { status?: number; event?: boolean } = {},
): unknown {
  if (!event) return sendJson(response, { detail }, { status });
  openEventStream(response);
  return response.end(spelled({ detail }));
}

const limits: Scenarios = {
  limited: limited('one call is limited, with a delay in seconds', LIMIT),
  'limited-200': limited('the same with status 200', LIMIT, { status: 200 }),
  'limited-403': limited('the same with status 403', LIMIT, { status: 403 }),
  'limited-event': limited('the same as an event of the stream', LIMIT, { event: true }),
  'limited-twice': limited('two calls are limited', LIMIT, { times: 2 }),
  'limited-short': limited('a delay of a quarter of a second', 'Retry in 0.25 seconds'),
  'limited-integer': limited('a delay without a decimal point', 'Retry in 5 seconds'),
  'limited-ms': limited('a delay in milliseconds', 'Retry in 800ms'),
  'limited-model-last': limited(
    'the delay comes before the name of the model',
    'Retry in 0.10 s for gpt-3.5-turbo',
  ),
  'limited-no-delay': limited('no delay', 'Slow down, please', { status: 200 }),
  'limited-forever': {
    about: 'every call is limited',
    fails: 'rate-limited',
    answer: (exchange) => sendLimit(exchange, LIMIT),
  },
  'limited-long': {
    about: 'a delay that nobody waits for',
    fails: 'rate-limited',
    answer: (exchange) => sendLimit(exchange, 'Try again in 20 minutes'),
  },
  'limited-mid-stream': {
    about: 'a limit in the middle of the answer',
    shows: 'A',
    fails: 'rate-limited',
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(response, [
        spelled(deltaOf('A')),
        spelled({ detail: LIMIT }),
        spelled(deltaOf('Z')),
        spelled(null),
      ]);
      response.end();
    },
  },
  'detail-list': {
    about: 'detail is a list: the request is wrong',
    fails: 'invalid-request',
    answer: (exchange) =>
      sendLimit(
        exchange,
        [{ loc: ['body', 'messages'], msg: 'field required', type: 'value_error.missing' }],
        { status: 422 },
      ),
  },
};

function paused(about: string, milliseconds: number): Scenario {
  return {
    about,
    shows: ANSWER,
    answer: async ({ response, wait }) => {
      openEventStream(response);
      response.write(spelled(roleEvent));
      for (const piece of piecesOf(ANSWER, 20)) {
        await wait(milliseconds);
        response.write(spelled(deltaOf(piece)));
      }
      response.end(spelled(finishOf('stop')) + spelled(null));
    },
  };
}

/** chat.dfehub.com of July 2023: a NextChat site that limited its callers by a `detail`. */
export const dfehub: FakeKind = {
  id: 'dfehub',
  scenarios: {
    ...nextChatScenarios,
    ...limits,
    'word-detail': stream(
      'the answer itself contains the words of the protocol',
      [roleEvent, deltaOf(DETAILED), finishOf('stop'), null],
      { shows: DETAILED },
    ),
    'content-filter-early': stream(
      'the content filter ends it, with an empty delta that names content',
      [...eventsOf().slice(0, -2), chunkOf({ delta: {}, finish_reason: 'content_filter' }), null],
      { ends: 'content-filter' },
    ),
    'pause-short': paused('2.9 seconds between the events', 2900),
    'pause-long': paused('3.5 seconds between the events', 3500),
    'pause-longest': paused('20 seconds between the events', 20_000),
    'old-path': {
      about: 'the site is still a chatbot-ui and answers on /api/chat alone',
      fails: 'malformed-response',
      answer: ({ response }) =>
        sendPage(response, { status: 404, title: '404: This page could not be found.' }),
    },
  },
  open: () => (visit) => {
    if (visit.request.path !== '/api/chat') return answerNextChat(visit);
    if (visit.scenarioName !== 'old-path')
      return sendPage(visit.response, { status: 405, title: '405: Method Not Allowed' });
    return visit.response.end(ANSWER);
  },
};
