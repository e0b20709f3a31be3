import { sendJson, sendPage } from '../fake-server.ts';
import type { Exchange } from '../fake-server.ts';
import type { FakeKind, Visit } from '../fake-service.ts';
import { GUEST_CODE, liaobotsScenarios, modeOf } from './liaobots-scenarios.ts';

/** What a guest of one address could ask before the service wanted more. */
const MESSAGES_A_NETWORK = 10;
const MESSAGES_A_CODE = 3;

interface Memory {
  /** Codes with the messages that were answered to them. */
  readonly codes: Map<string, number>;
  messages: number;
  visitors: number;
}

/** liaobots.com of June 2023 and what became of it: a chatbot-ui fork with codes for its guests. */
export const liaobots: FakeKind = {
  id: 'liaobots',
  credential: GUEST_CODE,
  scenarios: liaobotsScenarios,
  open: () => {
    const memory: Memory = { codes: new Map([[GUEST_CODE, 0]]), messages: 0, visitors: 0 };
    return (visit) => answerLiaobots(visit, memory);
  },
};

function answerLiaobots(visit: Visit, memory: Memory): unknown {
  const { request, response } = visit;
  switch (`${request.method} ${request.path}`) {
    case 'POST /api/chat':
      return refusal(visit, memory) ?? visit.scenario.answer(visit);
    case 'POST /api/user':
      return giveCode(visit, memory);
    case 'POST /recaptcha/api/login':
      // Whatever token comes: that a client can pass one is what made it useless. Ours never sends any.
      response.setHeader('set-cookie', 'verified=yes; HttpOnly; Path=/');
      return sendJson(response, { code: 200, msg: 'success' });
    case 'POST /api/models':
      return sendJson(response, [
        { id: 'gpt-3.5-turbo', name: 'GPT-3.5' },
        { id: 'gpt-4', name: 'GPT-4' },
      ]);
    case 'GET /':
      return sendPage(response, { title: 'Liaobots' });
    default:
      return sendPage(response, { status: 404, title: '404: This page could not be found.' });
  }
}

/** Answers a call that is not let in; `undefined` when it is. */
function refusal({ request, response, scenarioName }: Visit, memory: Memory): true | undefined {
  const code = String(request.headers['x-auth-code'] ?? '');
  const answered = memory.codes.get(code);
  if (answered === undefined) return unauthorized(response);
  const wantsVisit = modeOf(scenarioName) === 'L4' || scenarioName === 'l7-cookie';
  if (wantsVisit && request.headers.cookie?.includes('visitor=') !== true) {
    sendPage(response, { status: 500, title: 'Liaobots', body: '<div class="captcha"></div>' });
    return true;
  }
  if (scenarioName === 'code-spent' && answered >= MESSAGES_A_CODE) {
    response.writeHead(402).end('Error');
    return true;
  }
  if (scenarioName === 'network-spent' && memory.messages >= MESSAGES_A_NETWORK)
    return unauthorized(response);
  memory.codes.set(code, answered + 1);
  memory.messages += 1;
  return undefined;
}

function unauthorized(response: Exchange['response']): true {
  response.writeHead(401, { 'content-type': 'application/json' });
  response.end('{"message":"401 Unauthorized" }');
  return true;
}

function giveCode({ request, response, random, scenarioName }: Visit, memory: Memory): unknown {
  switch (scenarioName) {
    case 'user-401':
      return unauthorized(response);
    case 'user-too-many':
      return sendJson(response, { code: 200, msg: 'success', data: 'Too many requests' });
    case 'user-empty':
      return sendJson(response, { authCode: '', amount: 0 });
    case 'user-page':
      return sendPage(response, { title: 'Liaobots', body: '<div class="captcha"></div>' });
  }
  // Before its captcha was solved, the fourth generation gave codes to nobody.
  if (modeOf(scenarioName) === 'L4' && request.headers.cookie?.includes('verified=yes') !== true)
    return sendPage(response, { title: 'Liaobots', body: '<div class="captcha"></div>' });
  const code = codeOf(random);
  memory.codes.set(code, 0);
  memory.visitors += 1;
  const type = scenarioName === 'user-wrong-type' ? 'text/plain' : 'application/json';
  response.writeHead(200, {
    'content-type': type,
    'set-cookie': `visitor=${memory.visitors}; HttpOnly; Path=/`,
  });
  return response.end(JSON.stringify({ authCode: code, amount: 0.1 }));
}

function codeOf(random: () => number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 13 }, () => letters[Math.floor(random() * letters.length)]).join('');
}
