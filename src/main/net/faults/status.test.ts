import { expect } from 'vitest';
import { answerOf, fault, sendAnswer } from '../testing/faults.ts';
import { serve } from '../testing/loopback.ts';

fault('No content', '204, and 200 without a body', async () => {
  const empty = await answerOf(await serve((_, response) => void response.writeHead(204).end()));
  const answer = await answerOf(await serve((_, response) => void response.writeHead(200).end()));
  for (const { text, failure } of [empty, answer])
    expect({ text, code: failure?.code }).toEqual({ text: '', code: 'empty-response' });
  return answer;
});
fault('A web page with status 200', 'a page of a captive portal', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><b>Log in</b></html>');
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: '', failure: { code: 'malformed-response' } });
  expect(JSON.stringify(answer.failure)).not.toContain('<b>');
  return answer;
});
fault('A web page with status 502', 'the error page of a gateway', async () => {
  const url = await serve((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><title>502 Bad Gateway</title><b>nginx</b></html>');
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({
    attempts: 3,
    failure: { code: 'provider-unavailable', status: 502 },
  });
  expect(JSON.stringify(answer.failure)).not.toContain('<b>');
  return answer;
});

const delays = [
  ['seconds', { 'retry-after': '2' }, 2000],
  ['milliseconds', { 'retry-after-ms': '700' }, 700],
  [
    'a date',
    { 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' },
    3000,
  ],
] as const;
for (const [unit, headers, wait] of delays) {
  fault(`Too many requests, to be repeated in ${unit}`, '429 once', async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      if (calls > 1) sendAnswer(response, 'now');
      else response.writeHead(429, headers).end('{"error":{"message":"slow down"}}');
    });
    const answer = await answerOf(url);
    expect(answer).toMatchObject({ text: 'now', attempts: 2, failure: null });
    expect(answer.delays[0]).toBeGreaterThanOrEqual(wait);
    expect(answer.delays[0]).toBeLessThanOrEqual(wait * 1.2);
    return answer;
  });
}
fault('Too many requests, and not until when', '429 without a delay', async () => {
  const url = await serve((_, response) => {
    response.writeHead(429).end('{"error":{"message":"slow down"}}');
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ attempts: 2, failure: { code: 'rate-limited' } });
  expect(answer.delays[0]).toBeGreaterThanOrEqual(5000);
  return answer;
});
fault('Too many requests, for longer than anybody waits', '429 with an hour', async () => {
  const url = await serve((_, response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end('{"error":{"message":"slow down"}}');
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({
    attempts: 1,
    failure: { code: 'rate-limited', retryAfterMs: 3_600_000 },
  });
  return answer;
});

const refusals = [
  ['A used-up quota', 429, { code: 'insufficient_quota' }, 'quota-exceeded'],
  ['A wrong key', 401, {}, 'unauthorized'],
  ['Credit that is used up', 402, {}, 'quota-exceeded'],
  ['A forbidden request', 403, {}, 'forbidden'],
  ['A model that does not exist', 404, {}, 'model-unavailable'],
  [
    'A conversation that is too long',
    400,
    { code: 'context_length_exceeded' },
    'context-length-exceeded',
  ],
  ['A refused request', 400, {}, 'invalid-request'],
] as const;
for (const [name, status, error, code] of refusals) {
  fault(name, `status ${status}${'code' in error ? `, \`${error.code}\`` : ''}`, async () => {
    const url = await serve((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'no sk-canary-0123456789', ...error } }));
    });
    const answer = await answerOf(url);
    expect(answer).toMatchObject({ text: '', attempts: 1, failure: { code, status } });
    expect(JSON.stringify(answer)).not.toContain('canary');
    return answer;
  });
}
fault('An overloaded server', '503 twice, then an answer', async () => {
  let calls = 0;
  const url = await serve((_, response) => {
    calls += 1;
    if (calls > 2) sendAnswer(response, 'well again');
    else response.writeHead(503).end();
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'well again', attempts: 3, failure: null });
  return answer;
});
