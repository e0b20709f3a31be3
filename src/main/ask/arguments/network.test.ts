import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../../net/testing/certificates.ts';
import { sendAnswer } from '../../net/testing/faults.ts';
import { serve, serveSocket, serveTls, temporaryFile } from '../../net/testing/loopback.ts';
import { startHttpProxy, startSocksProxy } from '../../net/testing/proxies.ts';
import { runAsk } from '../run-ask.ts';

async function ask(
  address: string,
  flags: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  let out = '';
  let error = '';
  const code = await runAsk({
    argv: ['-p', 'openai-compatible', '--base-url', address, '-m', 'm', ...flags, 'hi'],
    environment,
    input: Readable.from([]),
    out: { write: (text) => void (out += text) },
    error: { write: (text) => void (error += text) },
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

async function hidden(): Promise<string> {
  const url = await serve((_, response) => sendAnswer(response, 'through\n'));
  return `http://service.test:${new URL(url).port}/v1`;
}

describe('parley ask through a network', () => {
  it('takes the proxy of the flag, with the password of the environment', async () => {
    const { port } = await startSocksProxy({ username: 'alice', password: 'secret' });
    const flags = ['--proxy', `socks5://alice@127.0.0.1:${port}`];
    const answered = await ask(await hidden(), flags, { PARLEY_PROXY_PASSWORD: 'secret' });
    expect(answered).toMatchObject({ code: 0, out: 'through\n' });
    const refused = await ask(await hidden(), flags);
    expect(refused).toMatchObject({ code: 3, error: expect.stringContaining('wants a login') });
  });

  it('takes the proxy of the environment, unless told not to', async () => {
    const { port, seen } = await startHttpProxy();
    const environment = { http_proxy: `http://127.0.0.1:${port}` };
    expect(await ask(await hidden(), [], environment)).toMatchObject({ out: 'through\n' });
    expect(seen).toHaveLength(1);
    const without = await ask('http://service.invalid/v1', ['--proxy', 'off'], environment);
    expect(without).toMatchObject({ code: 3, error: expect.stringContaining('was not found') });
    expect(seen).toHaveLength(1);
  });

  it('trusts the issuers of a file', async () => {
    const pair = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
    const port = await serveTls(pair, (_, response) => sendAnswer(response, 'protected\n'));
    const address = `https://localhost:${port}/v1`;
    expect(await ask(address, ['--ca', temporaryFile(pair.cert)])).toMatchObject({
      code: 0,
      out: 'protected\n',
    });
    expect(await ask(address, [])).toMatchObject({
      code: 3,
      error: expect.stringContaining('signed by itself'),
    });
  });

  it('waits no longer than it is told', async () => {
    const silent = await serveSocket(() => {});
    const { code, error } = await ask(`${silent}/v1`, ['--timeout', '0.1']);
    expect({ code, error }).toMatchObject({
      code: 3,
      error: expect.stringContaining('sent nothing'),
    });
  });

  it('says what is wrong with a flag and shows no password', async () => {
    const wrong = [
      [['--proxy', 'gopher://x'], {}, '--proxy is no proxy'],
      [['--proxy', 'http://a:secret@x:1'], {}, 'Put it into PARLEY_PROXY_PASSWORD'],
      [['--ca', '/nowhere.pem'], {}, 'it cannot be read (ENOENT)'],
      [['--timeout', 'soon'], {}, '--timeout is no number of seconds'],
      [[], { https_proxy: 'gopher://a:secret@x' }, 'The variable https_proxy does not hold'],
    ] as const;
    for (const [flags, environment, words] of wrong) {
      const { code, error } = await ask('http://127.0.0.1:1/v1', flags, environment);
      expect(code).toBe(2);
      expect(error).toContain(words);
      expect(error).not.toContain('secret');
    }
  });
});
