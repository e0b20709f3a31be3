import { ANSWER, eventsOf } from '../chat-stream.ts';
import { framingScenarios, stream } from '../framing-scenarios.ts';
import type { FakeKind } from '../fake-service.ts';
import { answerNextChat, nextChatScenarios, refuseWithoutHeaders } from './nextchat.ts';

const ADVERT = '> provided by [EasyChat](https://site.eqing.tech/)';

/** What its own web client sends and nobody else. */
const OWN_HEADERS = ['plugins', 'usesearch', 'origin', 'x-requested-with'];

/** next.eqing.tech of August 2023: a NextChat site in front of One API. */
export const equing: FakeKind = {
  id: 'equing',
  scenarios: {
    ...nextChatScenarios,
    'strict-headers': {
      about: 'refuses whoever lacks the headers of its own client',
      shows: ANSWER,
      answer: (exchange) =>
        refuseWithoutHeaders(exchange, OWN_HEADERS)
          ? undefined
          : framingScenarios['good']?.answer(exchange),
    },
    advert: stream('an advert below the answer', eventsOf(`${ANSWER}\n\n${ADVERT}`)),
  },
  open: () => (visit) => answerNextChat(visit),
};
