/* oxlint-disable unicorn/consistent-function-scoping -- the functions of a page or of the app are read where they are used */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/set-up/chromium.mjs';
import { driveStandIn } from './drive.ts';
import type { StandInApp } from './drive.ts';

const entry = new URL('fixture/main.mjs', import.meta.url).pathname;
const running: StandInApp[] = [];

interface Place {
  readonly state: string;
  readonly userData: string;
}

/** What the fixture puts on its page and into its main process. */
interface Bridge {
  readonly invoke: (channel: string, ...args: readonly unknown[]) => Promise<unknown>;
  readonly subscribe: (listener: (...args: readonly unknown[]) => void) => () => void;
  readonly fail: () => void;
  readonly constants: { readonly nested: { readonly list: number[] } };
}
declare global {
  var bridge: Bridge;
  var log: unknown[][];
  var openWindow: () => void;
}

function freshPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  return { state: join(folder, 'system'), userData: join(folder, 'user-data') };
}

async function start(place = freshPlace(), env: Record<string, string> = {}) {
  const app = await driveStandIn({
    entry,
    state: place.state,
    env: { FIXTURE_USER_DATA: place.userData, ...env },
  });
  running.push(app);
  const page = await firstPage(app);
  return { app, page, place };
}

async function firstPage(app: StandInApp): Promise<Page> {
  await expect.poll(() => app.pages().length, { timeout: 15_000 }).toBe(1);
  const [page] = app.pages();
  if (page === undefined) throw new Error('no page');
  await page.getByRole('heading').waitFor();
  return page;
}

const logOf = (app: StandInApp): Promise<unknown[][]> => app.evaluate(() => globalThis.log, null);

afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.kill().catch(() => undefined)));
});

describe.skipIf(findChromium() === null)('the Electron stand-in', { timeout: 40_000 }, () => {
  test('the preload runs before the page, in a world of its own', async () => {
    const { page } = await start();
    expect(await page.evaluate('window.bridgeAtStart')).toContain('invoke');
    expect(await page.evaluate('window.preloadGlobal')).toBe('undefined');
    expect(await page.evaluate('typeof require')).toBe('undefined');
    expect(await page.evaluate(() => Object.isFrozen(globalThis.bridge.constants.nested))).toBe(
      true,
    );
  });

  test('calls carry what structured clone carries, both ways', async () => {
    const { app, page } = await start();
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
    const { page } = await start();
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
    const { page } = await start();
    expect(await page.evaluate(() => globalThis.bridge.invoke('who'))).toEqual({
      id: 1,
      url: 'app://parley/index.html',
      origin: 'app://parley',
      parent: null,
    });
  });

  test('the content security policy of the handler holds', async () => {
    const { page } = await start();
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
    const { page } = await start();
    const answer = page.evaluate(
      `new Promise((resolve) => { new Worker('/worker.js').onmessage = ({ data }) => resolve(data); })`,
    );
    expect(await answer).toEqual({ from: 'handler' });
  });

  test('the app decides on navigations and windows that a page asks for', async () => {
    const { app, page } = await start();
    await page.getByRole('link', { name: 'elsewhere' }).click();
    await page.getByRole('link', { name: 'window' }).click();
    await expect
      .poll(() => logOf(app))
      .toContainEqual(['will-navigate', 'https://example.org/elsewhere']);
    await expect
      .poll(() => logOf(app))
      .toContainEqual(['window-open', 'https://example.org/window']);
    await expect.poll(() => app.pages().length).toBe(1);
    expect(await page.getByRole('heading').textContent()).toBe('first');
    await page.getByRole('link', { name: 'second' }).click();
    await expect.poll(() => page.getByRole('heading').textContent()).toBe('second');
    const who = await page.evaluate(() => globalThis.bridge.invoke('who'));
    expect(who).toMatchObject({ url: 'app://parley/second.html' });
  });

  test('a window is shown when it is ready, has its size and its focus', async () => {
    const { app, page } = await start();
    await expect
      .poll(async () => (await logOf(app)).map(([name]) => name))
      .toEqual(['ready-to-show', 'show', 'focus']);
    await expect.poll(() => page.evaluate('document.visibilityState')).toBe('visible');
    await expect.poll(() => page.evaluate('document.hasFocus()')).toBe(true);
    expect(await page.evaluate('[innerWidth, innerHeight]')).toEqual([900, 640]);
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds({ width: 700 });
      window?.hide();
    }, null);
    await expect.poll(() => page.evaluate('innerWidth')).toBe(700);
    await expect.poll(() => page.evaluate('document.visibilityState')).toBe('hidden');
    expect((await logOf(app)).map(([name]) => name).slice(3)).toEqual(['resize', 'blur', 'hide']);
  });

  test('the page follows the theme of the app, and the app that of the system', async () => {
    const { app, page } = await start();
    const isDark = (): Promise<unknown> =>
      page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
    const setSource = (source: 'system' | 'light' | 'dark') =>
      app.evaluate(({ nativeTheme }, value) => {
        nativeTheme.themeSource = value;
        return nativeTheme.shouldUseDarkColors;
      }, source);
    expect(await setSource('dark')).toBe(true);
    await expect.poll(isDark).toBe(true);
    expect(await setSource('light')).toBe(false);
    await expect.poll(isDark).toBe(false);
    await setSource('system');
    await app.evaluate((_electron, _nothing, desktop) => desktop.theme.setSystem('dark'), null);
    await expect.poll(isDark).toBe(true);
  });

  test('a key of the menu runs its item unless the page takes it', async () => {
    const { app, page } = await start();
    await page.getByLabel('field').press('ControlOrMeta+n');
    await expect.poll(() => logOf(app)).toContainEqual(['menu', 'new']);
    await page.evaluate(`addEventListener('keydown', (event) => event.preventDefault())`);
    await page.getByLabel('field').press('ControlOrMeta+n');
    expect((await logOf(app)).filter(([name]) => name === 'menu')).toHaveLength(1);
  });

  test('what the app copies a page can paste, and what a page copies the app can read', async () => {
    const { app, page } = await start();
    await app.evaluate(({ clipboard }) => clipboard.writeText('from main ж'), null);
    const field = page.getByLabel('field');
    await field.focus();
    await field.press('ControlOrMeta+v');
    await expect.poll(() => field.inputValue()).toBe('from main ж');
    await field.fill('from the page');
    await field.press('ControlOrMeta+a');
    await field.press('ControlOrMeta+c');
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText(), null))
      .toBe('from the page');
  });

  test('closing the last window tells the page, then ends the app', async () => {
    const { app, page } = await start(freshPlace(), { FIXTURE_STAYS: '1' });
    await app.closeWindow(page);
    await expect
      .poll(async () => (await logOf(app)).slice(3))
      .toEqual([
        ['close'],
        ['page-hidden', '/index.html'],
        ['blur'],
        ['closed'],
        ['window-all-closed'],
      ]);
    await app.evaluate(() => globalThis.openWindow(), null);
    await firstPage(app);
    void app.evaluate(({ app: electronApp }) => electronApp.quit(), null).catch(() => undefined);
    expect(await app.exited).toBe(0);
  });

  test('a second start ends and tells the first', async () => {
    const { app, place } = await start();
    const second = driveStandIn({
      entry,
      args: ['--from-second'],
      state: place.state,
      env: { FIXTURE_USER_DATA: place.userData },
    });
    await expect(second).rejects.toThrow('ended (0)');
    await expect
      .poll(() => logOf(app))
      .toContainEqual(['second-instance', '--from-second', process.cwd()]);
  });

  test('killed, it leaves nothing behind that stops the next start', async () => {
    const { app, place } = await start();
    const { processId } = await app.evaluate((_e, _n, desktop) => desktop.browser(), null);
    process.kill(app.processId, 'SIGKILL');
    expect(await app.exited).toBe('SIGKILL');
    // Nobody told Chromium: its pipe broke.
    await expect.poll(() => isAlive(processId ?? 0), { timeout: 10_000 }).toBe(false);
    const again = await start(place);
    expect(await again.page.getByRole('heading').textContent()).toBe('first');
  });

  test('safeStorage needs the same keyring to decrypt', async () => {
    const { app } = await start(freshPlace(), { PARLEY_STAND_IN_KEYRING: 'gnome_libsecret' });
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

  test('what it lacks says its name', async () => {
    const { app } = await start();
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

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
