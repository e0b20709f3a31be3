import { callMain, expect, mainPages, quickPromptOf, test } from '../driver/person.ts';
import {
  boundsOf,
  expectHidden,
  expectShown,
  look,
  moveTo,
  tellFocus,
  toggle,
} from '../driver/quick-person.ts';

const field = { name: 'Message', exact: true } as const;

test('the first start with --toggle-quick shows the quick prompt and no other window', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  await expect(page.getByRole('textbox', field)).toBeFocused();
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  expect(mainPages(parley.app())).toEqual([]);
});

test('a further start with --toggle-quick shows it, the next one hides it, and one without brings the main window', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await parley.toggleQuickPrompt();
  await expectHidden(parley.app());
  await parley.toggleQuickPrompt();
  await expectShown(parley.app());
  await expect(page.getByRole('textbox', field)).toBeFocused();
  expect(mainPages(parley.app())).toEqual([]);
  await parley.startAgain();
  expect(mainPages(parley.app())).toHaveLength(1);
  await expectHidden(parley.app());
});

test('it is made once: the page that was there is the page that is shown', async ({ parley }) => {
  await parley.start();
  const page = await quickPromptOf(parley.app());
  expect(await look(parley.app())).toMatchObject({ isShown: false });
  await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
  await toggle(parley.app());
  await expectShown(parley.app());
  await toggle(parley.app());
  await toggle(parley.app());
  expect(await page.evaluate(() => 'isTheSame' in globalThis)).toBe(true);
  expect(await quickPromptOf(parley.app())).toBe(page);
});

test('the same key closes it, and the focus is where it was', async ({ parley }) => {
  await parley.start();
  await quickPromptOf(parley.app());
  await toggle(parley.app());
  await expect.poll(() => look(parley.app())).toMatchObject({ isFocused: true });
  await toggle(parley.app());
  await expectHidden(parley.app());
  const focused = await parley
    .app()
    .evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL(), null);
  expect(focused).toContain('/index.html');
});

test('it hides when another window is used, unless it is pinned', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  await tellFocus(parley.app(), 'blur');
  await expectHidden(parley.app());

  await toggle(parley.app());
  await page.getByRole('button', { name: 'Keep open' }).click();
  await expect(page.getByRole('button', { name: 'Close when you use another' })).toBeVisible();
  await tellFocus(parley.app(), 'blur');
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  // Left and pinned: the key brings the focus back to it, and only then closes it.
  await toggle(parley.app());
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  await tellFocus(parley.app(), 'focus');
  await toggle(parley.app());
  await expectHidden(parley.app());
});

test('a pin outlives a restart', async ({ parley }) => {
  let page = await parley.startQuickPrompt();
  await callMain(page, 'settings.change', { quickPrompt: { pinned: true } });
  await parley.quit();
  page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  await tellFocus(parley.app(), 'blur');
  await callMain(page, 'app.open', {});
  expect(await look(parley.app())).toMatchObject({ isShown: true });
});

test('while an input method composes neither the key nor Esc nor a lost focus closes it', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', {
    text: 'にほん',
    selectionStart: 3,
    selectionEnd: 3,
  });
  await callMain(page, 'app.open', {});
  await page.keyboard.press('Escape');
  await toggle(parley.app());
  await tellFocus(parley.app(), 'blur');
  await callMain(page, 'app.open', {});
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  await tellFocus(parley.app(), 'focus');
  await session.send('Input.insertText', { text: '日本' });
  await expect(page.getByRole('textbox', field)).toHaveValue('日本');
  await callMain(page, 'app.open', {});
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
});

test('its own dialog for files takes the focus without closing it', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  const chooser = await opened;
  await tellFocus(parley.app(), 'blur');
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  await tellFocus(parley.app(), 'focus');
  await chooser.setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await expect(page.getByText('notes.txt')).toBeVisible();
  await callMain(page, 'app.open', {});
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  await tellFocus(parley.app(), 'blur');
  await expectHidden(parley.app());
});

test('a dialog that is dismissed, and after which something else is used, lets it close', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await opened;
  await tellFocus(parley.app(), 'blur');
  await page.locator('input[type=file]').dispatchEvent('cancel');
  await expectHidden(parley.app());
});

test('keys of the main window’s menu do not bring that window', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  for (const key of ['ControlOrMeta+k', 'ControlOrMeta+b', 'F2', 'Control+Tab'])
    await page.keyboard.press(key);
  await callMain(page, 'app.open', {});
  expect(mainPages(parley.app())).toEqual([]);
  expect(await look(parley.app())).toMatchObject({ isShown: true });
});

test('the theme changes while it is open, behind the page as well', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await callMain(page, 'settings.change', { theme: 'light' });
  await expect.poll(async () => (await look(parley.app()))?.background).toBe('#fdfcfa');
  await callMain(page, 'settings.change', { theme: 'dark' });
  await expect.poll(async () => (await look(parley.app()))?.background).toBe('#1d1c1a');
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
    .toBe('rgb(29, 28, 26)');
  expect(await look(parley.app())).toMatchObject({ isShown: true });
});

test('a larger text makes the window taller, from the same upper edge', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const before = await boundsOf(parley.app());
  await callMain(page, 'settings.change', { textScale: 1.6 });
  await expect
    .poll(async () => (await boundsOf(parley.app())).height)
    .toBeGreaterThan(before.height);
  expect((await boundsOf(parley.app())).y).toBe(before.y);
});

test('it comes back where it was put, with the width it was given', async ({ parley }) => {
  let page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const { height } = await boundsOf(parley.app());
  await moveTo(parley.app(), { x: 61, y: 83, width: 540 });
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  await toggle(parley.app());
  expect(await boundsOf(parley.app())).toEqual({ x: 61, y: 83, width: 540, height });
  await parley.quit();
  page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  await expect(page.getByRole('textbox', field)).toBeFocused();
  expect(await boundsOf(parley.app())).toMatchObject({ x: 61, y: 83, width: 540 });
});

test('opened and closed 500 times it leaves nothing behind', async ({ parley }) => {
  test.setTimeout(120_000);
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  const measure = () =>
    parley.app().evaluate(({ BrowserWindow, screen, nativeTheme }) => {
      const windows = BrowserWindow.getAllWindows();
      const names = ['show', 'hide', 'focus', 'blur', 'move', 'resize', 'close', 'closed'] as const;
      return {
        windows: windows.length,
        ofWindows: windows.flatMap((w) => names.map((name) => w.listenerCount(name))),
        ofDisplays: screen.listenerCount('display-removed'),
        ofTheme: nativeTheme.listenerCount('updated'),
        heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1024 / 1024),
      };
    }, null);
  const before = await measure();
  for (let round = 0; round < 10; round += 1) {
    await parley.app().evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById('quick-prompt.toggle');
      for (let press = 0; press < 100; press += 1) item?.click();
    }, null);
    await callMain(page, 'app.open', {});
  }
  const after = await measure();
  console.log(`500 openings: ${JSON.stringify({ before, after })}`);
  expect({ ...after, heapMegabytes: 0 }).toEqual({ ...before, heapMegabytes: 0 });
  expect(after.heapMegabytes - before.heapMegabytes).toBeLessThan(40);
  expect(await look(parley.app())).toMatchObject({ isShown: true });
  expect(await quickPromptOf(parley.app())).toBe(page);
});
