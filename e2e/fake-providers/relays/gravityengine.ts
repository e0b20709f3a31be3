import { setTimeout as pause } from 'node:timers/promises';
import { ANSWER, completionOf, writePieces } from '../chat-stream.ts';
import { sendJson } from '../fake-server.ts';
import type { FakeKind } from '../fake-service.ts';
import { framingScenarios } from '../framing-scenarios.ts';
import { answerNextChat, nextChatScenarios, withAccessCode } from './nextchat.ts';

const LONG_ANSWER = `${ANSWER}\n\n`.repeat(40).trimEnd();

/** gpt4.gravityengine.cc of summer 2023: a NextChat site whose clients never asked for a stream. */
export const gravityengine: FakeKind = {
  id: 'gravityengine',
  scenarios: {
    ...nextChatScenarios,
    legacy: {
      about: 'one JSON document whatever was asked for',
      shows: ANSWER,
      answer: ({ response }) => sendJson(response, completionOf(ANSWER)),
    },
    'legacy-long': {
      about: 'one long JSON document whatever was asked for',
      shows: LONG_ANSWER,
      answer: ({ response }) => sendJson(response, completionOf(LONG_ANSWER)),
    },
    proxy: {
      about: 'a stream for those who ask for one, JSON for all others',
      shows: ANSWER,
      answer: (exchange) =>
        exchange.request.json?.['stream'] === true
          ? framingScenarios['good']?.answer(exchange)
          : sendJson(exchange.response, completionOf(ANSWER)),
    },
    'json-split': {
      about: 'a JSON document in chunks that end within characters',
      shows: ANSWER,
      answer: async ({ response }) => {
        const body = Buffer.from(JSON.stringify(completionOf(ANSWER)), 'utf8');
        response.writeHead(200, { 'content-type': 'application/json' });
        await writePieces(
          response,
          Array.from({ length: Math.ceil(body.length / 3) }, (_, at) =>
            body.subarray(at * 3, at * 3 + 3),
          ),
        );
        await pause(5);
        response.end();
      },
    },
    'access-code': withAccessCode('asks for an access code', ['nk-']),
    'access-code-old': withAccessCode('asks for an access code as before August 2023', ['ak-']),
  },
  open: () => (visit) => answerNextChat(visit),
};
