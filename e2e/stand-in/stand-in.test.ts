/* oxlint-disable unicorn/consistent-function-scoping -- the functions of a page or of the app are read where they are used */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/set-up/chromium.mjs';
import { startFixture, freshPlace } from './fixture/start.ts';
import type { FixtureApp } from './fixture/start.ts';

describe.skipIf(findChromium() === null)('the Electron stand-in', { timeout: 40_000 }, () => {
  let started: FixtureApp | null = null;
  const running = (): FixtureApp => {
    if (started === null) throw new Error('the fixture did not start');
    return started;
  };

  beforeAll(async () => {
    started = await startFixture(freshPlace(), { PARLEY_STAND_IN_KEYRING: 'gnome_libsecret' });
  });
  afterAll(() => started?.app.kill());

  test('the preload runs before the page, in a world of its own', async () => {
    const { page } = running();
    expect(await page.evaluate('window.bridgeAtStart')).toContain('invoke');
    expect(await page.evaluate('window.preloadGlobal')).toBe('undefined');
    expect(await page.evaluate('typeof require')).toBe('undefined');
    expect(await page.evaluate(() => Object.isFrozen(globalThis.bridge.constants.nested))).toBe(
      true,
    );
  });

  test('calls carry what structured clone carries, both ways', async () => {
    const { app, page } = running();
    const echoed = await page.evaluate(async () => {
      const bytes = new Uint8Array([0, 255, 7]);
      const [date, copy, map, nothing] = (await globalThis.bridge.invoke(
        'echo',
        new Date(5),
        bytes,
        new Map([['k', { deep: [1n] }]]),
        undefined,
      )) as [Date, Uint8Array, Map<string, { deep: bigint[] }>, undefined];
      return [
        date instanceof Date && date.getTime(),
        copy instanceof Uint8Array && [...copy].join(),
        map instanceof Map && String(map.get('k')?.deep[0]),
        nothing === undefined,
      ];
    });
    expect(echoed).toEqual([5, '0,255,7', '1', true]);
    const received = page.evaluate(
      () =>
        new Promise((resolve) => {
          const undo = globalThis.bridge.subscribe((...args) => {
            undo();
            resolve(args);
          });
          document.title = 'listening';
        }),
    );
    await expect.poll(() => page.title()).toBe('listening');
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('event', { n: 1 }, 'second');
    }, null);
    expect(await received).toEqual([{ n: 1 }, 'second']);
  });

  test('an error crosses as its text alone, and a function does not cross', async () => {
    const { page } = running();
    const messageOf = (code: string): Promise<unknown> =>
      page.evaluate(
        `(async () => { try { await ${code}; } catch (error) { return error.message; } })()`,
      );
    expect(await messageOf(`bridge.invoke('fail')`)).toBe(
      "Error invoking remote method 'fail': TypeError: on purpose",
    );
    expect(await messageOf(`bridge.invoke('missing')`)).toContain(
      "No handler registered for 'missing'",
    );
    expect(await messageOf(`bridge.invoke('echo', () => 1)`)).toBe(
      'An object could not be cloned.',
    );
    expect(await messageOf(`bridge.fail()`)).toBe('from the preload');
  });

  test('the sender of a call is the window, its frame and the origin of the app', async () => {
    const { page } = running();
    expect(await page.evaluate(() => globalThis.bridge.invoke('who'))).toEqual({
      id: 1,
      url: 'app://parley/index.html',
      origin: 'app://parley',
      parent: null,
    });
  });

  test('the content security policy of the handler holds', async () => {
    const { page } = running();
    expect(await page.evaluate('window.inlineRan')).toBeUndefined();
    expect(await page.evaluate('isSecureContext')).toBe(true);
    expect(
      await page.evaluate(`fetch('https://example.org/').then(() => 'sent', () => 'refused')`),
    ).toBe('refused');
    expect(await page.evaluate(`fetch('/data.json').then((reply) => reply.json())`)).toEqual({
      from: 'handler',
    });
  });

  test('a worker is served by the handler too', async () => {
    const { page } = running();
    const answer = page.evaluate(
      `new Promise((resolve) => { new Worker('/worker.js').onmessage = ({ data }) => resolve(data); })`,
    );
    expect(await answer).toEqual({ from: 'handler' });
  });

  test('safeStorage needs the same keyring to decrypt', async () => {
    const { app } = running();
    const outcome = await app.evaluate(async ({ safeStorage }, text, desktop) => {
      const encrypted = await safeStorage.encryptStringAsync(text);
      const { result } = await safeStorage.decryptStringAsync(encrypted);
      desktop.keyring.set('kwallet6');
      const other = await safeStorage.decryptStringAsync(encrypted).catch(() => 'refused');
      desktop.keyring.set('unavailable');
      const available = await safeStorage.isAsyncEncryptionAvailable();
      return { hidden: !encrypted.includes(text), result, other, available };
    }, 'sk-secret');
    expect(outcome).toEqual({
      hidden: true,
      result: 'sk-secret',
      other: 'refused',
      available: false,
    });
  });

  test('safeStorage falls back in silence to the public password of Chromium on Linux', async () => {
    const { app } = running();
    const outcome = await app.evaluate(async ({ safeStorage }, text, desktop) => {
      desktop.keyring.set('gnome_libsecret');
      const kept = await safeStorage.encryptStringAsync(text);
      desktop.keyring.set('gnome_libsecret/locked');
      const name = safeStorage.getSelectedStorageBackend();
      const available = await safeStorage.isAsyncEncryptionAvailable();
      const open = await safeStorage.encryptStringAsync(text);
      const locked = await safeStorage.decryptStringAsync(kept).catch(() => 'refused');
      desktop.keyring.set('gnome_libsecret');
      const again = await safeStorage.decryptStringAsync(open);
      const version = (bytes: Buffer): string => bytes.toString('latin1', 0, 3);
      return { name, available, versions: [version(kept), version(open)], locked, again };
    }, 'sk-secret');
    expect(outcome).toEqual({
      name: 'gnome_libsecret',
      available: true,
      versions: ['v11', 'v10'],
      locked: 'refused',
      again: { result: 'sk-secret', shouldReEncrypt: true },
    });
  });

  test('what it lacks says its name', async () => {
    const { app } = running();
    const messages = await app.evaluate((electron) => {
      const attempt = (action: () => unknown): string => {
        try {
          return `no error: ${String(action())}`;
        } catch (error) {
          return String(error);
        }
      };
      const loose = electron as unknown as Record<string, Record<string, () => void>>;
      const [window] = electron.BrowserWindow.getAllWindows();
      return [
        attempt(() => loose['app']?.['setJumpList']?.()),
        attempt(() => loose['desktopCapturer']),
        attempt(() => window?.webContents.on('zoom-changed', () => undefined)),
      ];
    }, null);
    expect(messages[0]).toContain('lacks app.setJumpList');
    expect(messages[1]).toContain('lacks electron.desktopCapturer');
    expect(messages[2]).toContain('lacks the event "zoom-changed" of webContents');
  });
});
