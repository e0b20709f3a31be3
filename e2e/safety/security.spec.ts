import type { Page } from 'playwright/test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { callMain, expect, KEY, say, test, useService } from '../driver/person.ts';

test('a page sees the bridge and nothing else of the app', async ({ parley }) => {
  const page = await parley.start();
  const seen = await page.evaluate(() => {
    const all = globalThis as unknown as Record<string, unknown>;
    const forbidden = [
      'require',
      'module',
      'process',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
    ];
    const bridge = all['bridge'] as object;
    return {
      forbidden: forbidden.filter((name) => name in all),
      bridge: Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`),
      frozen: Object.isFrozen(bridge),
    };
  });
  expect(seen).toEqual({
    forbidden: [],
    bridge: ['call: function', 'subscribe: function'],
    frozen: true,
  });
});

test('a page cannot leave the app', async ({ parley, openai }) => {
  const page = await parley.start();
  const address = await page.evaluate(() => location.href);
  const host = new URL(openai.baseUrl).origin;
  await page.evaluate((target) => {
    location.href = target;
  }, `${host}/away`);
  // A round trip through main: whatever was going to happen has begun.
  await callMain(page, 'app.open', {});
  expect(await page.evaluate(() => location.href)).toBe(address);
  expect(openai.requests()).toEqual([]);
});

test('a page cannot open a window', async ({ parley, openai }) => {
  const page = await parley.start();
  const host = new URL(openai.baseUrl).origin;
  await page.evaluate((target) => {
    open(target);
  }, `${host}/popup`);
  await page.evaluate((target) => {
    const link = document.createElement('a');
    link.href = target;
    link.target = '_blank';
    link.textContent = 'hostile link';
    document.body.append(link);
    link.click();
  }, `${host}/blank`);
  await callMain(page, 'app.open', {});
  await expect.poll(() => parley.app().pages().filter(isNotQuickPrompt)).toEqual([page]);
  const windows = await parley
    .app()
    .evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((w) => w.isVisible()).length,
      null,
    );
  expect(windows).toBe(1);
});

test('only web and mail addresses leave the app', async ({ parley }) => {
  const page = await parley.start();
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'calc.exe']) {
    await expect(callMain(page, 'link.open', { url }), url).rejects.toThrow(/only web and mail/);
  }
});

test('a call that does not fit its schema is refused', async ({ parley }) => {
  const page = await parley.start();
  const replies = await page.evaluate(async () => {
    const { bridge } = globalThis as unknown as {
      bridge: {
        call: (
          name: unknown,
          input: unknown,
        ) => Promise<{ ok: boolean; failure?: { code: string } }>;
      };
    };
    const calls: [unknown, unknown][] = [
      ['app.open', { extra: 1 }],
      ['app.open', null],
      ['__proto__', {}],
      ['conversation.open', { conversationId: '../../settings' }],
      ['message.send', { conversationId: 'conv_x', parentId: null, parts: [] }],
    ];
    const codes: (string | undefined)[] = [];
    for (const [name, input] of calls) codes.push((await bridge.call(name, input)).failure?.code);
    return codes;
  });
  expect(replies).toEqual(Array.from({ length: 5 }, () => 'invalid-input'));
});

test('permissions are denied', async ({ parley }) => {
  const page = await parley.start();
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const granted: string[] = [];
    for (const name of names) {
      const status = await navigator.permissions.query({ name: name as PermissionName });
      if (status.state === 'granted') granted.push(name);
    }
    return granted;
  });
  expect(states).toEqual([]);
});

test('a key is nowhere but in the keychain and on its way to its service', async ({
  parley,
  openai,
}) => {
  openai.requireKey(KEY);
  const page = await parley.start();
  const providerId = await useService(page, openai);
  await say(page, 'hello there');
  const request = await openai.request('hello there');
  expect(request.authorization).toBe(`Bearer ${KEY}`);
  await page.getByText('You said: hello there').waitFor();
  const shown = await callMain(page, 'app.open', {});
  expect(shown.providers.find(({ id }) => id === providerId)?.credential.present).toBe(true);
  expect(JSON.stringify(shown)).not.toContain(KEY);
  expect(await page.content()).not.toContain(KEY);
  await parley.quit();
  for (const file of filesUnder(parley.userData)) {
    expect(readFileSync(file).includes(KEY), file).toBe(false);
  }
  expect(parley.app().output()).not.toContain(KEY);
});

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

/** It is made ready in the background, a while after the start. */
function isNotQuickPrompt(page: Page): boolean {
  return !page.url().includes('/quick-prompt.html');
}
