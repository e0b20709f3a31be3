import { createSecureServer } from 'node:http2';
import { expect } from 'vitest';
import { createCertificate } from '../testing/certificates.ts';
import type { CertificateRequest } from '../testing/certificates.ts';
import { answerOf, fault, sendAnswer } from '../testing/faults.ts';
import type { Answer } from '../testing/faults.ts';
import { afterwards, listen, serveTls, temporaryFile } from '../testing/loopback.ts';
import { createTlsTrust } from '../tls/trust.ts';

const authority = createCertificate({ commonName: 'Example Corp Root', isAuthority: true });
const names = 'DNS:localhost';

function trusting() {
  return createTlsTrust({ extraCaFile: temporaryFile(authority.cert) });
}

async function refusedFor(request: CertificateRequest, expected: RegExp): Promise<Answer> {
  let requests = 0;
  const port = await serveTls(createCertificate(request), (_, response) => {
    requests += 1;
    sendAnswer(response, 'never');
  });
  const answer = await answerOf(`https://localhost:${port}`, {
    trust: trusting(),
  });
  expect(answer).toMatchObject({
    text: '',
    attempts: 1,
    failure: { code: 'certificate-untrusted', retryable: false },
  });
  expect(answer.failure?.message).toMatch(expected);
  expect(requests).toBe(0);
  return answer;
}

fault('A certificate signed by itself', 'a TLS server with one', () =>
  refusedFor({ commonName: 'localhost', names }, /signed by itself .*trust its certificate/),
);

fault('A certificate that has expired', 'a TLS server with one of last month', () =>
  refusedFor(
    { commonName: 'localhost', names, issuer: authority, fromDay: -60, toDay: -30 },
    /has expired on \d{4}-\d\d-\d\d.*clock/,
  ),
);

fault(
  'A certificate that is not valid yet, or a clock that is slow',
  'a TLS server with one of next month',
  () =>
    refusedFor(
      { commonName: 'localhost', names, issuer: authority, fromDay: 30, toDay: 60 },
      /not valid yet, only from \d{4}.*clock/,
    ),
);

fault('A certificate of another host', 'a TLS server with one for `other.example`', () =>
  refusedFor(
    { commonName: 'other.example', names: 'DNS:other.example,DNS:a.example', issuer: authority },
    /belongs to other\.example and 1 more.*address/,
  ),
);

fault(
  'A certificate of an issuer that nobody knows',
  'a TLS server with one of a private authority',
  () => {
    const unknown = createCertificate({ commonName: 'Inspecting Proxy CA', isAuthority: true });
    return refusedFor(
      { commonName: 'localhost', names, issuer: unknown },
      /does not know the issuer of its certificate, "Inspecting Proxy CA".*CA file/,
    );
  },
);

fault('An issuer of the extra CA file', 'a TLS server of a private authority', async () => {
  const pair = createCertificate({ commonName: 'localhost', names, issuer: authority });
  const port = await serveTls(pair, (_, response) => sendAnswer(response, 'protected'));
  const answer = await answerOf(`https://localhost:${port}`, {
    trust: trusting(),
  });
  expect(answer).toMatchObject({ text: 'protected', failure: null });
  return answer;
});

fault(
  'A server that prefers HTTP/2',
  'a TLS server that offers both; ours is HTTP/1.1',
  async () => {
    const pair = createCertificate({ commonName: 'localhost', names, issuer: authority });
    const versions: string[] = [];
    const server = createSecureServer({ ...pair, allowHTTP1: true }, (request, response) => {
      versions.push(request.httpVersion);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        'data: {"choices":[{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
      );
    });
    afterwards(() => server.close());
    const { port } = new URL(await listen(server));
    const answer = await answerOf(`https://localhost:${port}`, {
      trust: trusting(),
    });
    expect(answer).toMatchObject({ text: 'one', failure: null });
    expect(versions).toEqual(['1.1']);
    return answer;
  },
);
