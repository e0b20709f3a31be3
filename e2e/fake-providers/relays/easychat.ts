import {
  ANSWER,
  completionOf,
  deltaOf,
  eventsOf,
  finishOf,
  openEventStream,
  piecesOf,
  roleEvent,
  spelled,
  writePieces,
} from '../chat-stream.ts';
import type { EventSpelling } from '../chat-stream.ts';
import { sendJson, sendPage } from '../fake-server.ts';
import type { Exchange, Scenario, Scenarios } from '../fake-server.ts';
import type { FakeKind, Visit } from '../fake-service.ts';
import { framingScenarios } from '../framing-scenarios.ts';
import { answerNextChat, failing, nextChatScenarios, refuseWithoutHeaders } from './nextchat.ts';

const SERVERS = 7;
const CALLS_AN_HOUR = 240;

/** The same advert each time, below a host of its own. */
function advertOf(random: () => number): string {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const host = Array.from({ length: 10 }, () => letters[Math.floor(random() * letters.length)]);
  return `> provided by [EasyChat](https://${host.join('')}.fastgpt.me/)`;
}

/** An answer with an advert, `size` characters an event. */
function advertised(
  about: string,
  text: string,
  { size, ...spelling }: { size: number } & EventSpelling,
): Scenario {
  return {
    about,
    ...(text === '' ? { fails: 'empty-response' } : { shows: text }),
    answer: async ({ response, random }) => {
      const advert = `${text === '' ? '' : '\n\n'}${advertOf(random)}`;
      const pieces = [...piecesOf(text), ...piecesOf(advert, size)];
      openEventStream(response);
      await writePieces(
        response,
        [roleEvent, ...pieces.map(deltaOf), finishOf('stop'), null].map((event) =>
          spelled(event, spelling),
        ),
      );
      response.end();
    },
  };
}

/** The first servers do this, the others answer. */
function partlyDown(
  about: string,
  downServers: number,
  down: (exchange: Exchange) => unknown,
): Scenario {
  return {
    about,
    shows: ANSWER,
    answer: (exchange) =>
      (exchange as Visit).serverIndex < downServers
        ? down(exchange)
        : framingScenarios['good']?.answer(exchange),
  };
}

const forbidden = ({ response }: Exchange): unknown =>
  response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden');

const noPermission = completionOf('无接口调用权限', {
  message: '无接口调用权限',
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
});

const ownScenarios: Scenarios = {
  'no-space-advert': advertised('an advert, no space after data:', ANSWER, { size: 1, space: '' }),
  'advert-by-character': advertised('an advert, a character an event', ANSWER, { size: 1 }),
  'advert-in-pieces': advertised('an advert in a few pieces', ANSWER, { size: 17 }),
  'advert-whole': advertised('an advert in one event', ANSWER, { size: 200 }),
  'advert-only': advertised('nothing but the advert, a character an event', '', { size: 1 }),
  'strict-headers': {
    about: 'refuses whoever lacks the headers of its own client',
    shows: ANSWER,
    answer: (exchange) =>
      refuseWithoutHeaders(exchange, ['plugins', 'usesearch', 'sec-ch-ua', 'x-requested-with'])
        ? undefined
        : framingScenarios['good']?.answer(exchange),
  },
  'one-up': partlyDown('six servers refuse with 403, one answers', SERVERS - 1, forbidden),
  'one-up-500': partlyDown('six servers are broken, one answers', SERVERS - 1, ({ response }) =>
    response.writeHead(502).end(),
  ),
  'one-up-reset': partlyDown('six servers reset the connection', SERVERS - 1, ({ response }) =>
    response.socket?.resetAndDestroy(),
  ),
  'one-up-empty': partlyDown('six servers answer nothing', SERVERS - 1, ({ response }) =>
    sendJson(response, completionOf('')),
  ),
  'one-up-advert': partlyDown('six servers send only their advert', SERVERS - 1, (exchange) =>
    advertised('', '', { size: 1 }).answer(exchange),
  ),
  'one-up-slow': partlyDown('six servers take 20 seconds', SERVERS - 1, async (exchange) => {
    await exchange.wait(20_000);
    await framingScenarios['good']?.answer(exchange);
  }),
  'cookies-run-out': {
    about: 'the cookies of a visit are good for one call',
    shows: ANSWER,
    answer: (exchange) => framingScenarios['good']?.answer(exchange),
  },
  'one-up-limited': partlyDown('six servers limit their callers', SERVERS - 1, ({ response }) =>
    response.writeHead(429).end(),
  ),
  forbidden: {
    about: 'every server refuses with 403',
    fails: 'human-verification-required',
    answer: forbidden,
  },
  'error-200': failing('an error with status 200', 'provider-unavailable', {
    status: 200,
    body: { error: { message: 'upstream error', type: 'server_error' } },
  }),
  'error-as-completion': failing('status 403 with what looks like an answer', 'forbidden', {
    status: 403,
    body: noPermission,
  }),
  'captcha-as-completion': failing(
    'the same, asking for a captcha',
    'human-verification-required',
    {
      status: 403,
      body: { ...noPermission, callback: 'CLEAR-CAPTCHA-TOKEN' },
    },
  ),
  'captcha-event': {
    about: 'an event asks for a captcha',
    fails: 'human-verification-required',
    answer: async ({ response }) => {
      openEventStream(response);
      response.end('event: [CALLBACK]\ndata: CLEAR-CAPTCHA-TOKEN\n\n');
    },
  },
  'captcha-page': {
    about: 'a page with a captcha, status 200',
    fails: 'human-verification-required',
    answer: ({ response }) => sendPage(response, { title: 'EasyChat', body: 'captcha' }),
  },
  'hourly-limit': {
    about: `status 429 after ${CALLS_AN_HOUR} calls of an hour`,
    shows: ANSWER,
    answer: (exchange) => framingScenarios['good']?.answer(exchange),
  },
  'proxy-required': {
    ...nextChatScenarios['proxy-required'],
    about: 'whoever comes without a proxy is refused',
    fails: 'human-verification-required',
    answer: forbidden,
  },
  'text-with-newlines': {
    about: 'the answer itself has empty lines and a quotation at its end',
    shows: 'One\n\nTwo\n\n> provided by nobody\n\n',
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(
        response,
        eventsOf('One\n\nTwo\n\n> provided by nobody\n\n').map((event) => spelled(event)),
      );
      response.end();
    },
  },
};

/** The pool of *.fastgpt.me of autumn 2023: seven NextChat sites that let in who has seen their page. */
export const easychat: FakeKind = {
  id: 'easychat',
  serverCount: SERVERS,
  scenarios: { ...nextChatScenarios, ...ownScenarios },
  open: () => {
    const calls = Array.from({ length: SERVERS }, () => [] as number[]);
    const used = new Set<string>();
    let visitors = 0;
    return (visit) =>
      answerNextChat(visit, {
        page: ({ response }) => {
          response.setHeader('set-cookie', [
            `sid=${visit.serverIndex}-${(visitors += 1)}; HttpOnly; Path=/`,
            'theme=auto; Expires=Wed, 01 Jan 2070 00:00:00 GMT; Path=/',
          ]);
        },
        refuse: (exchange) => {
          const { cookie = '' } = exchange.request.headers;
          const hasSeenPage = cookie.includes(`sid=${visit.serverIndex}-`);
          const hasRunOut = visit.scenarioName === 'cookies-run-out' && used.has(cookie);
          used.add(cookie);
          if (!hasSeenPage || hasRunOut) {
            forbidden(exchange);
            return true;
          }
          const recent = countCall(calls[visit.serverIndex] ?? []);
          if (visit.scenarioName !== 'hourly-limit' || recent <= CALLS_AN_HOUR) return false;
          exchange.response.writeHead(429).end();
          return true;
        },
      });
  },
};

/** Adds a call and counts those of the last hour. */
function countCall(times: number[]): number {
  const now = Date.now();
  times.push(now);
  return times.filter((time) => time > now - 3_600_000).length;
}
