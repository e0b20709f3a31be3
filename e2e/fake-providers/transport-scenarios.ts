import {
  ANSWER,
  completionOf,
  cutBytes,
  deltaOf,
  eventsOf,
  openEventStream,
  piecesOf,
  spelled,
  writePieces,
} from './chat-stream.ts';
import { sendJson } from './fake-server.ts';
import type { Exchange, Scenarios } from './fake-server.ts';
import { HALF } from './framing-scenarios.ts';

/** Lets the last bytes reach the client: a reset discards what was not read. */
const BEFORE_BREAK_MS = 30;

const text = (answer: string): string =>
  eventsOf(answer)
    .map((event) => spelled(event))
    .join('');

function pauseBeforeBreak(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, BEFORE_BREAK_MS);
  });
}

async function sendHalf({ response }: Exchange): Promise<void> {
  openEventStream(response);
  await writePieces(
    response,
    piecesOf(HALF).map((piece) => spelled(deltaOf(piece))),
  );
}

/** What goes wrong below the protocol. `refuse` is known to the runner: the port is closed. */
export const transportScenarios: Scenarios = {
  refuse: {
    about: 'nothing listens',
    fails: 'unreachable',
    answer: ({ response }) => response.destroy(),
  },
  silent: { about: 'takes the request and never answers', fails: 'timed-out', answer: () => {} },
  'headers-only': {
    about: 'headers, then nothing',
    fails: 'timed-out',
    answer: ({ response }) => {
      openEventStream(response);
      response.flushHeaders();
    },
  },
  stall: {
    about: 'half of the answer, then nothing',
    shows: HALF,
    fails: 'timed-out',
    answer: sendHalf,
  },
  drip: {
    about: 'a byte every two seconds',
    shows: 'Hi',
    ends: 'other',
    answer: async ({ response, wait }) => {
      openEventStream(response);
      for (const byte of cutBytes(spelled(deltaOf('Hi')), 1)) {
        if (response.destroyed) return;
        response.write(byte);
        await wait(2000);
      }
      response.end(spelled(null));
    },
  },
  endless: {
    about: 'a word every tenth of a second for as long as somebody listens',
    answer: async ({ response, wait }) => {
      openEventStream(response);
      for (let count = 1; !response.destroyed; count += 1) {
        response.write(spelled(deltaOf(`word${count} `)));
        await wait(100);
      }
    },
  },
  'reset-before-headers': {
    about: 'the connection is reset instead of an answer',
    fails: 'unreachable',
    answer: ({ response }) => response.socket?.resetAndDestroy(),
  },
  'reset-mid-event': {
    about: 'the connection is reset within an event',
    shows: HALF,
    fails: 'unreachable',
    answer: async (exchange) => {
      await sendHalf(exchange);
      exchange.response.write('data: {"choices":[{"del');
      await pauseBeforeBreak();
      exchange.response.socket?.resetAndDestroy();
    },
  },
  'cut-after-last': {
    about: 'the connection ends after the last token, without the end of the body',
    shows: HALF,
    fails: 'unreachable',
    answer: async (exchange) => {
      await sendHalf(exchange);
      await pauseBeforeBreak();
      exchange.response.socket?.end();
    },
  },
  'short-length': {
    about: 'fewer bytes than the headers say',
    shows: HALF,
    fails: 'unreachable',
    answer: async ({ response }) => {
      const body = piecesOf(HALF)
        .map((piece) => spelled(deltaOf(piece)))
        .join('');
      openEventStream(response, { 'content-length': String(Buffer.byteLength(body) + 1000) });
      response.write(body);
      await pauseBeforeBreak();
      response.socket?.end();
    },
  },
  'slow-json': {
    about: 'one JSON document after half a minute',
    shows: ANSWER,
    answer: async ({ response, wait }) => {
      await wait(30_000);
      sendJson(response, completionOf(ANSWER));
    },
  },
  http10: {
    about: 'HTTP/1.0, the end of the connection ends the body',
    shows: ANSWER,
    answer: ({ response }) => {
      response.socket?.end(
        `HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${text(ANSWER)}`,
      );
    },
  },
  'stale-encoding': {
    about: 'content-encoding: br on a body that is not compressed',
    shows: ANSWER,
    answer: ({ response }) =>
      sendJson(response, completionOf(ANSWER), { headers: { 'content-encoding': 'br' } }),
  },
  'stale-encoding-stream': {
    about: 'content-encoding: gzip on a stream that is not compressed',
    shows: ANSWER,
    answer: async ({ response }) => {
      openEventStream(response, { 'content-encoding': 'gzip' });
      await writePieces(
        response,
        eventsOf(ANSWER).map((event) => spelled(event)),
      );
      response.end();
    },
  },
  'keep-alive-closed': {
    about: 'the connection is closed right after each answer that promised to keep it',
    shows: ANSWER,
    answer: ({ response }) => {
      const { socket } = response;
      response.on('finish', () => setTimeout(() => socket?.destroy(), BEFORE_BREAK_MS));
      openEventStream(response, { connection: 'keep-alive' });
      response.end(text(ANSWER));
    },
  },
  'proxy-required': {
    about: 'whoever comes without a proxy is refused',
    fails: 'forbidden',
    answer: ({ request, response }) => {
      if (request.headers.via === undefined) {
        response.writeHead(403, { 'content-type': 'text/plain' }).end('proxy required');
        return;
      }
      openEventStream(response);
      response.end(text(ANSWER));
    },
  },
};
