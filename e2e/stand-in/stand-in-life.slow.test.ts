/* oxlint-disable unicorn/consistent-function-scoping -- the functions of a page or of the app are read where they are used */
import { afterEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/set-up/chromium.mjs';
import { driveStandIn } from './drive/drive.ts';
import { isRunning } from './chromium/chromium.ts';
import { firstPage, fixture, freshPlace, logOf, startFixture } from './fixture/start.ts';
import type { FixtureApp } from './fixture/start.ts';

const running: FixtureApp[] = [];

async function start(...options: Parameters<typeof startFixture>): Promise<FixtureApp> {
  const started = await startFixture(...options);
  running.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ app }) => app.kill().catch(() => undefined)));
});

describe.skipIf(findChromium() === null)('an app on the stand-in', { timeout: 40_000 }, () => {
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
      entry: fixture,
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
    await expect.poll(() => isRunning(processId ?? 0), { timeout: 10_000 }).toBe(false);
    const again = await start(place);
    expect(await again.page.getByRole('heading').textContent()).toBe('first');
  });

  test('a page whose process ended is told of and can be loaded again', async () => {
    const { app } = await start();
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.on(
        'render-process-gone',
        (_event: object, { reason }: { reason: string }) => {
          globalThis.log.push(['gone', reason]);
          window.webContents.reload();
        },
      );
      window?.webContents
        .current()
        ?.session.send('Page.crash')
        .catch(() => undefined);
    }, null);
    await expect.poll(() => logOf(app)).toContainEqual(['gone', 'crashed']);
    // Playwright gives a page up for good when it crashes; the app does not.
    await expect
      .poll(() =>
        app.evaluate(
          ({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
              'globalThis.bridge?.invoke("who")',
            ),
          null,
        ),
      )
      .toMatchObject({ url: 'app://parley/index.html' });
  });

  test('a window stays when the app objects to its closing, and closes when it is destroyed', async () => {
    const { app, page } = await start(freshPlace(), { FIXTURE_STAYS: '1' });
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.on('close', (event: Event) => event.preventDefault());
      window?.close();
    }, null);
    expect(await page.getByRole('heading').textContent()).toBe('first');
    expect(await app.evaluate(({ app: electronApp }) => electronApp.quit(), null)).toBeUndefined();
    expect(await page.getByRole('heading').textContent()).toBe('first');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy(), null);
    await expect.poll(() => app.pages()).toEqual([]);
    expect((await logOf(app)).at(-1)).toEqual(['window-all-closed']);
  });

  test('a maximized window fills the work area and finds its way back', async () => {
    const { app, page } = await start();
    const outcome = await app.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.maximize();
      return {
        bounds: window?.getBounds(),
        normal: window?.getNormalBounds(),
        area: screen.getPrimaryDisplay().workArea,
      };
    }, null);
    expect(outcome.bounds).toEqual(outcome.area);
    expect(outcome.normal).toMatchObject({ width: 900, height: 640 });
    await expect.poll(() => page.evaluate('innerWidth')).toBe(outcome.area.width);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.unmaximize(), null);
    await expect.poll(() => page.evaluate('innerWidth')).toBe(900);
  });
});
