import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server as ProxyServer } from 'proxy-chain';
import { createCertificate } from '../../src/main/net/testing/certificates.ts';
import { callMain, expect, KEY, say, test, transcriptOf, useService } from '../driver/person.ts';
import type { Parley } from '../driver/person.ts';

/** As a proxy in another network knows names that this computer does not. */
function everyNameIsHere(
  _: string,
  options: { readonly all?: boolean },
  found: (...answer: unknown[]) => void,
): void {
  if (options.all === true) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
}

/** The person says yes to the next dialog of the system, whose default is no. */
function agreeTo(parley: Parley): Promise<void> | undefined {
  return parley.app().standIn?.evaluate((_electron, _nothing, desktop) => {
    desktop.dialog.answer('message-box', { response: 1, checkboxChecked: false });
  }, null);
}

test('a page alone sets no proxy, trusts no certificate and moves no key', async ({
  parley,
  openai,
}) => {
  openai.requireKey(KEY);
  const page = await parley.start();
  const providerId = await useService(page, openai);
  const heard: unknown[] = [];
  const thief = createHttpServer(({ headers }, response) => {
    heard.push(headers.authorization);
    response.end('{"data":[]}');
  });
  await new Promise<void>((resolve) => {
    thief.listen(0, '127.0.0.1', resolve);
  });
  const evil = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`;
  const fingerprint = 'ab'.repeat(32);
  const before = (await callMain(page, 'app.open', {})).settings.network;
  for (const network of [
    { proxy: { mode: 'manual' as const, url: evil } },
    { extraCaFile: '/tmp/evil.pem' },
    { trustedCertificates: [{ host: '127.0.0.1', fingerprint, expiresAt: null }] },
  ]) {
    await callMain(page, 'settings.change', { network });
  }
  expect((await callMain(page, 'app.open', {})).settings.network).toEqual(before);
  const row = {
    providerId,
    definitionId: 'openai-compatible',
    name: 'Mine',
    baseUrl: `${evil}/v1`,
  };
  for (const given of [{}, { givesCredential: true as const }]) {
    await callMain(page, 'provider.save', { ...row, ...given });
    expect(await callMain(page, 'provider.test', { providerId })).toMatchObject({
      ok: false,
      failure: { code: 'missing-credential' },
    });
  }
  expect(heard.join(' ')).not.toContain(KEY);
  thief.close();
});

test('a proxy with a login is set up, used, and its password never comes back', async ({
  parley,
  openai,
}) => {
  const seen: string[] = [];
  const proxy = new ProxyServer({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ username, password, hostname }) => {
      seen.push(hostname);
      return {
        requestAuthentication: username !== 'alice' || password !== 'canary-proxy-password',
        dnsLookup: everyNameIsHere as never,
      };
    },
  });
  await proxy.listen();
  const page = await parley.start();
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Network' }).click();
  await settings.getByRole('radio', { name: 'Manual' }).click();
  const address = settings.getByRole('textbox', { name: 'Address of the proxy' });
  await address.fill('http://alice:canary@127.0.0.1:1');
  await address.press('Enter');
  await expect(settings.getByText('leave out path, user name and password')).toBeVisible();
  await agreeTo(parley);
  await address.fill(`http://127.0.0.1:${proxy.port}`);
  await address.press('Enter');
  const username = settings.getByRole('textbox', { name: 'User name' });
  await username.fill('alice');
  await username.press('Enter');
  await settings.getByLabel('Password', { exact: true }).fill('canary-proxy-password');
  await settings.getByRole('button', { name: 'Save password' }).click();
  await expect(settings.getByPlaceholder('A password is stored')).toBeVisible();
  expect(await page.content()).not.toContain('canary-proxy-password');
  await page.keyboard.press('Escape');

  const providerId = await callMain(page, 'provider.save', {
    definitionId: 'openai-compatible',
    name: 'Far away',
    baseUrl: openai.baseUrl.replace('127.0.0.1', 'service.test'),
    credential: null,
  });
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'fake-large' } });
  await say(page, 'Through the wall?');
  await expect(transcriptOf(page).getByText('You said: Through the wall?')).toBeVisible();
  expect(seen).toContain('service.test');
  await proxy.close(true);
});

test('a certificate is looked at, compared, trusted for its host, and let go again', async ({
  parley,
}) => {
  const pair = createCertificate({ commonName: 'localhost', names: 'DNS:localhost' });
  const server = createServer(pair, (_, response) => response.end());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const page = await parley.start();
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Network' }).click();
  await settings.getByLabel('Server address').fill(`localhost:${port}`);
  await settings.getByRole('button', { name: 'Show certificate' }).click();
  await expect(settings.getByText('This certificate is self-signed')).toBeVisible();
  await expect(settings.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)).toBeVisible();
  await agreeTo(parley);
  await settings.getByRole('button', { name: 'Trust it for localhost' }).click();
  await expect(settings.getByText('You trust this certificate for localhost.')).toBeVisible();
  await settings.getByRole('button', { name: 'Remove: localhost' }).click();
  await expect(settings.getByRole('button', { name: 'Remove: localhost' })).toBeHidden();
  server.close();
});
