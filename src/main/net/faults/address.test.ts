import { createServer } from 'node:net';
import { expect } from 'vitest';
import { answerOf, fault, sendAnswer } from '../testing/faults.ts';
import { listen, serve } from '../testing/loopback.ts';

async function closedPort(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return url;
}

fault('The name does not exist', 'a name below `.invalid`', async () => {
  const answer = await answerOf('http://nowhere.invalid');
  expect(answer.failure).toMatchObject({ code: 'unreachable' });
  expect(answer.failure?.message).toMatch(/nowhere\.invalid.*the name was not found/);
  return { ...answer, attempts: 1 };
});

fault('Nothing listens, on this computer', 'a closed port', async () => {
  const answer = await answerOf(await closedPort());
  expect(answer).toMatchObject({ attempts: 1, failure: { code: 'unreachable' } });
  expect(answer.failure?.message).toContain('Start the local model server (Ollama, LM Studio');
  return answer;
});

fault('`localhost` on one address family alone', 'a server on `::1` only', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n'));
  });
  const proof = await new Promise<string>((resolve) => {
    server.listen(0, '::1', () => {
      const bound = server.address();
      resolve(`http://localhost:${typeof bound === 'object' ? bound?.port : ''}`);
    });
  });
  const reached = await answerOf(proof);
  server.close();
  // Its own status came back: the connection did not fail.
  expect(reached.failure).toMatchObject({ code: 'provider-unavailable', status: 503 });
  const onIpv4 = await serve((_, response) => sendAnswer(response, 'here'));
  const answer = await answerOf(onIpv4.replace('127.0.0.1', 'localhost'));
  expect(answer).toMatchObject({ text: 'here', failure: null });
  return answer;
});

fault('TLS spoken to a plain port', 'an https address of a plain server', async () => {
  const url = await serve((_, response) => sendAnswer(response, 'never'));
  const answer = await answerOf(url.replace('http:', 'https:'));
  expect(answer).toMatchObject({ text: '', attempts: 1, failure: { code: 'unreachable' } });
  expect(answer.failure?.message).toContain('Try http:// instead of https://');
  return answer;
});

fault('A redirect to another server', '307 to another port, which nothing may reach', async () => {
  const reached: string[] = [];
  const thief = await serve((request, response) => {
    reached.push(JSON.stringify(request.headers));
    sendAnswer(response, 'stolen');
  });
  const url = await serve((_, response) => {
    response.writeHead(307, { location: `${thief}/v1/chat/completions` }).end();
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: '', attempts: 1, failure: { code: 'unreachable' } });
  expect(answer.failure?.message).toContain(new URL(thief).host);
  expect(reached).toEqual([]);
  return answer;
});

fault('A redirect in a circle', '307 to itself', async () => {
  let calls = 0;
  const url = await serve((request, response) => {
    calls += 1;
    response.writeHead(307, { location: request.url ?? '' }).end();
  });
  const answer = await answerOf(url);
  expect(answer.failure?.message).toContain('in a circle');
  expect(calls).toBe(6);
  return answer;
});

fault(
  'A connection closed while it was kept',
  'a server that closes after each answer unannounced',
  async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'keep-alive' });
      sendRest(response);
      response.once('finish', () => setImmediate(() => request.socket.destroy()));
    });
    let last = await answerOf(url);
    for (let count = 0; count < 10; count += 1) {
      last = await answerOf(url);
      expect(last).toMatchObject({ text: 'again', failure: null });
    }
    return last;
  },
);

function sendRest(response: { end: (text: string) => unknown }): void {
  response.end(
    'data: {"choices":[{"index":0,"delta":{"content":"again"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
  );
}
