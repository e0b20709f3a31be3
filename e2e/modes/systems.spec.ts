import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronExecutable } from '../driver/launch.ts';
import type { DrivenApp } from '../driver/launch.ts';
import {
  callMain,
  expect,
  mainPages,
  quickPromptOf,
  say,
  sidebarOf,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';
import {
  boundsOf,
  expectHidden,
  expectShown,
  look,
  moveTo,
  toggle,
} from '../driver/quick-person.ts';
import { startStandIn } from '../stand-in/drive/drive.ts';
import { formatModes } from '../stand-in/system-modes.ts';
import type { SystemMode } from '../stand-in/system-modes.ts';

test.skip(electronExecutable() !== null, 'a real system is as it is');

const on = (...modes: readonly SystemMode[]) => ({ PARLEY_STAND_IN_MODES: formatModes(modes) });

function isMainShown(app: DrivenApp): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.isVisible() && window.webContents.getURL().includes('/index.html'),
      ),
    null,
  );
}

for (const worse of [[], ['panels-unhide-all']] as const) {
  test(`macOS: hidden by Command+H, the quick prompt opens again and again, and alone (${worse[0] ?? 'panels stay hidden'})`, async ({
    parley,
  }) => {
    await parley.start(on('macos', ...worse));
    const app = parley.app();
    await quickPromptOf(app);
    for (let round = 0; round < 3; round += 1) {
      await app.evaluate(({ app: electronApp }) => electronApp.hide(), null);
      await toggle(app);
      await expectShown(app);
      expect(await isMainShown(app)).toBe(false);
      // Hidden with the app while it is open, and nothing told of it: the key opens it again.
      await app.evaluate(({ app: electronApp }) => electronApp.hide(), null);
      await expectHidden(app);
      await expect(async () => {
        await toggle(app);
        expect((await look(app))?.isShown).toBe(true);
      }).toPass();
      await toggle(app);
      await expectHidden(app);
    }
    await app.evaluate(({ app: electronApp }) => void electronApp.emit('activate'), null);
    await expect.poll(() => isMainShown(app)).toBe(true);
  });
}

test('macOS: keys of the app’s menu that are pressed in the quick prompt bring no other window', async ({
  parley,
}) => {
  await parley.start(on('macos'));
  const app = parley.app();
  const page = await quickPromptOf(app);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/index.html'))
      ?.close();
  }, null);
  await expect.poll(() => mainPages(app)).toEqual([]);
  await toggle(app);
  await expectShown(app);
  await expect.poll(async () => (await look(app))?.isFocused).toBe(true);
  for (const key of ['Meta+k', 'Meta+b', 'Meta+l', 'F2']) await page.keyboard.press(key);
  await callMain(page, 'app.open', {});
  expect(mainPages(app)).toEqual([]);
  expect((await look(app))?.isShown).toBe(true);
});

test('after a change of language and of a key, keys of the menu still do nothing in the quick prompt', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await expectShown(parley.app());
  await callMain(page, 'settings.change', {
    language: 'ru',
    shortcuts: { commands: { 'conversation.search': 'CommandOrControl+J' } },
  });
  for (const key of ['Control+j', 'Control+b', 'Control+l', 'F2', 'Control+q'])
    await page.keyboard.press(key);
  await callMain(page, 'app.open', {});
  expect(mainPages(parley.app())).toEqual([]);
  expect((await look(parley.app()))?.isShown).toBe(true);
});

test('Wayland: sizes are kept, and places that another session knew stay as they were', async ({
  parley,
}) => {
  let page = await parley.start({});
  await quickPromptOf(parley.app());
  await toggle(parley.app());
  await expectShown(parley.app());
  await moveTo(parley.app(), { x: 61, y: 83, width: 540 });
  await toggle(parley.app());
  await expectHidden(parley.app());
  await parley.quit();

  page = await parley.start(on('wayland'));
  const app = parley.app();
  const before = (await callMain(page, 'app.open', {})).settings;
  expect(before.window).toMatchObject({ x: 160, y: 84 });
  const [[display, place] = []] = Object.entries(before.quickPrompt.places);
  expect(place).toMatchObject({ width: 540 });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ width: 900, height: 700 });
  }, null);
  await quickPromptOf(app);
  await toggle(app);
  await expectShown(app);
  expect(await boundsOf(app)).toMatchObject({ width: 540 });
  await moveTo(app, { width: 610 });
  await toggle(app);
  await expectHidden(app);
  await expect
    .poll(async () => (await callMain(page, 'app.open', {})).settings.window)
    .toMatchObject({ x: before.window?.x, y: before.window?.y, width: 900, height: 700 });
  const { places } = (await callMain(page, 'app.open', {})).settings.quickPrompt;
  expect(places).toEqual({ [display ?? '']: { ...place, width: 610 } });
});

test('Windows: a session that ends takes no draft, no question and no word that had arrived', async ({
  parley,
  openai,
}) => {
  let page = await parley.start(on('windows'));
  await useService(page, openai);
  openai.when('A long story', { type: 'stall', text: 'Once upon ', rest: null });
  await say(page, 'A long story');
  await expect(transcriptOf(page)).toContainText('Once upon');
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('and meanwhile');
  await callMain(page, 'app.open', {});
  const app = parley.app();
  app.standIn
    ?.evaluate((_electron, _nothing, { endSession }) => endSession(), null)
    .catch(() => undefined);
  expect(await app.exited).toBe('SIGKILL');

  page = await parley.start(on('windows'));
  await sidebarOf(page).getByText('A long story').click();
  await expect(transcriptOf(page)).toContainText('Once upon');
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue(
    'and meanwhile',
  );
});

test('Windows: what the Task Manager switched off is off, and a system that shows no notifications is told of', async ({
  parley,
  openai,
}) => {
  const page = await parley.start(on('windows', 'no-notifications'));
  const app = parley.app();
  await callMain(page, 'login.change', { startsAtLogin: true });
  const desktop = async () => (await callMain(page, 'app.open', {})).desktop;
  expect(await desktop()).toMatchObject({ startsAtLogin: 'on', notificationsRefused: false });
  await app.standIn?.evaluate((_electron, _nothing, { login }) => login.allow(false), null);
  expect((await desktop()).startsAtLogin).toBe('off');

  await useService(page, openai);
  openai.when('A long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'A long story');
  await expect(transcriptOf(page)).toContainText('Once upon');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize(), null);
  (await openai.request('A long story')).release();
  await expect.poll(async () => (await desktop()).notificationsRefused).toBe(true);
});

test('a start that the running Parley does not answer says so, and is no success', async ({
  parley,
}) => {
  await parley.start();
  const app = parley.app();
  const processId = app.standIn?.processId ?? 0;
  process.kill(processId, 'SIGSTOP');
  try {
    const { code, output } = await startStandIn({
      entry: fileURLToPath(new URL('../../out/main/index.js', import.meta.url)),
      state: join(dirname(parley.userData), 'system'),
      env: { PARLEY_USER_DATA: parley.userData, LANG: 'en_US.UTF-8', LANGUAGE: undefined },
    });
    expect(output).toContain('Parley is already running but does not respond');
    expect(code).toBe(1);
  } finally {
    process.kill(processId, 'SIGCONT');
  }
});
