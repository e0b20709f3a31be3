import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createCertificate } from '../net/testing/certificates.ts';
import { serveTls } from '../net/testing/loopback.ts';

test('No key goes to a server that nobody vouches for, whatever the environment says', async () => {
  const heard: unknown[] = [];
  const pair = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
  const port = await serveTls(pair, ({ headers }, response) => {
    heard.push(headers.authorization);
    response.end();
  });
  const script = fileURLToPath(new URL('ask.ts', import.meta.url));
  const address = ['--base-url', `https://localhost:${port}/v1`, '-m', 'm', '--key-env', 'KEY'];
  const child = spawn(process.execPath, [script, ...address, 'hi'], {
    env: {
      PATH: process.env['PATH'],
      KEY: 'sk-canary-0123456789',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_NO_WARNINGS: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  expect(await text(child.stderr)).toContain('signed by itself');
  expect(heard).toEqual([]);
});
