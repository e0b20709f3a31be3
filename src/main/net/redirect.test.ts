import { expect, test } from 'vitest';
import { serve, openHttp, forever, get, failureOf } from './testing/loopback.ts';

test('A redirect to another origin is refused, names it, and sends it nothing.', async () => {
  let visits = 0;
  const other = await serve((_, response) => {
    visits += 1;
    response.end();
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const url = await serve((_, response) => {
      response.writeHead(status, { location: `${other}/elsewhere` }).end();
    });
    const failure = await failureOf(
      openHttp().send({ method: 'POST', url, headers: { 'x-api-key': 'k' }, body: '{}' }, forever),
    );
    expect(failure).toMatchObject({ code: 'unreachable', status, retryable: false });
    expect(failure.message).toContain(`it redirects to ${other}`);
  }
  expect(visits).toBe(0);
});

test('A redirect within the origin keeps method and body, or is refused when it could not.', async () => {
  const url = await serve(async (request, response) => {
    const [, status = '', path = ''] = /^\/(\d+)(.*)$/u.exec(request.url ?? '') ?? [];
    if (status !== '') return void response.writeHead(Number(status), { location: path }).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
  });
  const post = (path: string) =>
    openHttp().send({ method: 'POST', url: url + path, headers: {}, body: 'prompt' }, forever);
  expect(await (await post('/307/here')).text(100)).toBe('POST /here prompt');
  expect(await (await post('/308/307/here')).text(100)).toBe('POST /here prompt');
  expect((await failureOf(post('/302/login'))).message).toContain(
    'it redirects to the page /login',
  );
  expect(await (await get(`${url}/302/here`)).text(100)).toBe('GET /here ');
  expect((await failureOf(get(`${url}/302`))).message).toContain('without naming a target');
});

test('A circle of redirects ends, and One API asking to try again is a failure of the service.', async () => {
  const url = await serve((request, response) => {
    const location = request.method === 'GET' ? '/' : '/v1/chat/completions?retry=2';
    response.writeHead(307, { location }).end();
  });
  expect((await failureOf(get(url))).message).toContain('in a circle');
  const post = openHttp().send({ method: 'POST', url, headers: {}, body: '{}' }, forever);
  expect(await failureOf(post)).toMatchObject({ code: 'provider-unavailable', retryable: true });
});
