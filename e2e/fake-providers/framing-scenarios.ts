import { gzipSync } from 'node:zlib';
import {
  ANSWER,
  chunkOf,
  completionOf,
  cutBytes,
  deltaOf,
  eventsOf,
  finishOf,
  openEventStream,
  piecesOf,
  roleEvent,
  sendEvents,
  spelled,
  writePieces,
} from './chat-stream.ts';
import type { ChatEvent, EventSpelling } from './chat-stream.ts';
import { sendJson } from './fake-server.ts';
import type { Scenario, Scenarios } from './fake-server.ts';

export const TRICKY_TEXT =
  'data: and data:{"content"} and "detail" 3.5 [DONE] C:\\new\\u0041 \u2028 \u0000 end';

/** Half of a stream: what a client has when the connection breaks. */
export const HALF = 'Hello, wor';

type Expectation = Pick<Scenario, 'shows' | 'fails' | 'ends'>;

/** Events as they come, one a chunk. */
export function stream(
  about: string,
  events: readonly ChatEvent[],
  more: EventSpelling & Expectation = {},
): Scenario {
  const { shows = ANSWER, fails, ends, ...spelling } = more;
  return {
    about,
    shows,
    ...(fails !== undefined && { fails }),
    ...(ends !== undefined && { ends }),
    answer: ({ response }) => sendEvents(response, events, spelling),
  };
}

/** A stream as text, in pieces of any bytes. */
export function bytes(
  about: string,
  text: string,
  cut: (text: string) => Iterable<string | Uint8Array>,
): Scenario {
  return {
    about,
    shows: ANSWER,
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(response, cut(text));
      response.end();
    },
  };
}

const good = eventsOf();
const goodText = good.map((event) => spelled(event)).join('');
const withoutEnds = good.slice(0, -2);

/** Every legal and less legal way to spell an OpenAI stream. */
export const framingScenarios: Scenarios = {
  good: stream('a good stream, one event a chunk', good),
  'no-space': stream('no space after data:', good, { space: '' }),
  crlf: stream('lines end in CRLF', good, { lineEnd: '\r\n' }),
  'crlf-split': bytes(
    'a chunk ends between CR and LF',
    good.map((event) => spelled(event, { lineEnd: '\r\n' })).join(''),
    (text) => text.split(/(?<=\r)/),
  ),
  coalesced: bytes('two to five events a chunk', goodText, (text) => {
    const events = text.split(/(?<=\n\n)/);
    return Array.from({ length: Math.ceil(events.length / 3) }, (_, at) =>
      events.slice(at * 3, at * 3 + 3).join(''),
    );
  }),
  split: bytes('one byte a chunk', goodText, (text) => cutBytes(text, 1)),
  'split-in-two': bytes('every event in two chunks', goodText, (text) =>
    text.split(/(?<=\n\n)/).flatMap((event) => [event.slice(0, 20), event.slice(20)]),
  ),
  'split-characters': bytes('chunks end within characters', goodText, (text) => cutBytes(text, 7)),
  'role-without-content': stream('the role comes without content', [
    chunkOf({ delta: { role: 'assistant' } }),
    ...good.slice(1),
  ]),
  'role-with-null': stream('the role comes with null for content', [
    chunkOf({ delta: { role: 'assistant', content: null } }),
    ...good.slice(1),
  ]),
  'keep-alive': bytes('comments between the events', goodText, (text) =>
    text.split(/(?<=\n\n)/).flatMap((event) => [': keep-alive\n\n', ':\n\n', event]),
  ),
  'only-comments': {
    about: 'comments for a minute, then the answer',
    shows: ANSWER,
    answer: async ({ response, wait }) => {
      openEventStream(response);
      for (let count = 0; count < 30 && !response.destroyed; count += 1) {
        response.write(': keep-alive\n\n');
        await wait(2000);
      }
      response.end(goodText);
    },
  },
  'no-done': stream('the stream ends after the finish reason', good.slice(0, -1)),
  'no-final-blank': bytes('the last event is ended by the end alone', goodText, (text) => [
    text.trimEnd(),
  ]),
  'after-done': stream('an event after [DONE]', [...good, deltaOf('never shown')]),
  'after-finish': stream(
    'text after the finish reason',
    [...withoutEnds, finishOf('stop'), deltaOf(' more'), null],
    { shows: `${ANSWER} more` },
  ),
  'single-newline': stream('one line end after an event', good, { lineEnds: 1 }),
  'unknown-fields': stream('unknown fields, empty choices, a second choice', [
    { ...roleEvent, system_fingerprint: 'fp', conversation: {}, logprobs: null },
    { ...chunkOf({}), choices: [] },
    ...piecesOf(ANSWER).flatMap((piece) => [
      chunkOf({ index: 1, delta: { content: 'another' } }),
      deltaOf(piece),
    ]),
    {
      ...chunkOf({}),
      choices: [],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    },
    ...good.slice(-2),
  ]),
  'large-event': stream(
    'one event of 100 kB',
    [roleEvent, deltaOf('я'.repeat(50_000)), ...good.slice(-2)],
    { shows: 'я'.repeat(50_000) },
  ),
  'large-answer': stream(
    'an answer of 5 MB',
    [
      roleEvent,
      ...Array.from({ length: 500 }, () => deltaOf('0123456789'.repeat(1000))),
      ...good.slice(-2),
    ],
    { shows: '0123456789'.repeat(500_000) },
  ),
  'many-deltas': {
    about: '20,000 events of one character',
    shows: 'a'.repeat(20_000),
    answer: ({ response }) => {
      openEventStream(response);
      response.write(spelled(deltaOf('a')).repeat(20_000));
      response.end(spelled(finishOf('stop')) + spelled(null));
    },
  },
  bom: bytes('a byte order mark at the beginning', `\uFEFF${goodText}`, (text) =>
    cutBytes(text, 64),
  ),
  'sse-fields': bytes('id, retry and event fields', goodText, (text) =>
    text.split(/(?<=\n\n)/).map((event, at) => `id: ${at}\nretry: 1000\nevent: message\n${event}`),
  ),
  'broken-frame': {
    about: 'an event in the middle is no JSON',
    shows: HALF,
    fails: 'malformed-response',
    answer: async ({ response }) => {
      openEventStream(response);
      await writePieces(
        response,
        piecesOf(HALF).map((piece) => spelled(deltaOf(piece))),
      );
      response.end(`data: {"choices": [{"delta": {"content": \n\n${goodText}`);
    },
  },
  'tricky-text': stream(
    'the text looks like the protocol',
    [roleEvent, deltaOf(TRICKY_TEXT), ...good.slice(-2)],
    { shows: TRICKY_TEXT },
  ),
  'ends-length': stream('the length limit ends it', [...withoutEnds, finishOf('length'), null], {
    ends: 'length',
  }),
  'ends-content-filter': stream(
    'the content filter ends it',
    [...withoutEnds, finishOf('content_filter'), null],
    { ends: 'content-filter' },
  ),
  'ends-tool-calls': stream(
    'the model wants a tool',
    [...withoutEnds, finishOf('tool_calls'), null],
    { ends: 'tool-calls' },
  ),
  gzip: {
    about: 'the stream is compressed',
    shows: ANSWER,
    answer: async ({ response }) => {
      openEventStream(response, { 'content-encoding': 'gzip' });
      await writePieces(response, [gzipSync(goodText)]);
      response.end();
    },
  },
  'json-instead': {
    about: 'a JSON document although a stream was asked for',
    shows: ANSWER,
    answer: ({ response }) => sendJson(response, completionOf(ANSWER)),
  },
};
