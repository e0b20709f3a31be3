import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrivenApp } from '../driver/launch.ts';
import { expect, say, test, transcriptOf } from '../driver/person.ts';

/** Ends the process of the page, as a lack of memory would. */
function crash(app: DrivenApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/index.html'),
    );
    window?.webContents.forcefullyCrashRenderer();
  }, null);
}

/** What the main window shows and what is in its field; Playwright's own page does not outlive a crash. */
function seen(app: DrivenApp): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/index.html'),
    );
    const text = `document.querySelector('[role=log]')?.innerText + ' | ' + document.querySelector('textarea')?.value`;
    return String(await window?.webContents.executeJavaScript(text).catch(() => ''));
  }, null);
}

function dialogs(app: DrivenApp): Promise<readonly { message: string; parentId: number | null }[]> {
  if (app.standIn === null) throw new Error('Only the stand-in knows what was shown.');
  return app.standIn.evaluate(
    (_electron, _nothing, desktop) =>
      desktop.shownDialogs.map(({ options, parentId }) => ({
        message: String((options as { message?: string }).message),
        parentId,
      })),
    null,
  );
}

async function answerNext(app: DrivenApp, response: number): Promise<void> {
  await app.standIn?.evaluate(
    (_electron, button, desktop) =>
      desktop.dialog.answer('message-box', { response: button, checkboxChecked: false }),
    response,
  );
}

test('a page that crashes is back where it was, with its draft, and its answer goes on arriving', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('A long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'A long story');
  await expect(transcriptOf(page)).toContainText('Once upon');
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('and meanwhile');

  await crash(parley.app());
  await expect.poll(() => seen(parley.app())).toMatch(/Once upon[\s\S]*\| and meanwhile$/);
  (await openai.request('A long story')).release();
  await expect.poll(() => seen(parley.app())).toContain('Once upon a time.');
  const log = readFileSync(join(parley.userData, 'logs', 'parley.log'), 'utf8');
  expect(log).toContain('page: ');
  expect(log).not.toContain('A long story');
});

test('a page that crashes again and again is asked about over its window, and is back when that is wished', async ({
  parley,
}) => {
  await parley.start();
  const app = parley.app();
  test.skip(app.standIn === null, 'nobody is there to press the button of a real dialogue');
  await answerNext(app, 0);
  for (let crashes = 1; crashes <= 4; crashes += 1) {
    await expect.poll(() => seen(app)).toContain('|');
    await crash(app);
    await expect.poll(() => app.output().split('page: ').length - 1).toBe(crashes);
  }
  await expect.poll(() => dialogs(app)).toHaveLength(1);
  const [asked] = await dialogs(app);
  expect(asked?.message).toBe('This window keeps closing unexpectedly');
  expect(asked?.parentId).not.toBeNull();
  await expect.poll(() => seen(app)).toContain('|');
});

test('a page that hangs is asked about; loaded again, it is where it was', async ({
  parley,
  page,
}) => {
  const app = parley.app();
  test.skip(app.standIn === null, 'nobody is there to press the button of a real dialogue');
  await say(page, 'Do you hear me?');
  await expect(transcriptOf(page)).toContainText('You said: Do you hear me?');
  const tell = (event: string): Promise<void> =>
    app.evaluate(({ BrowserWindow }, name) => {
      BrowserWindow.getAllWindows()[0]?.webContents.emit(name);
    }, event);
  // Waiting first, by its second button.
  await answerNext(app, 1);
  await tell('unresponsive');
  await tell('responsive');
  expect(await page.evaluate(() => document.readyState)).toBe('complete');
  await answerNext(app, 0);
  await tell('unresponsive');
  await expect.poll(() => dialogs(app)).toHaveLength(2);
  await expect.poll(() => seen(app)).toContain('You said: Do you hear me?');
});

test('graphics that keep failing are done without at the next start, and the person decides when that is', async ({
  parley,
}) => {
  await parley.start();
  const app = parley.app();
  test.skip(app.standIn === null, 'the graphics of a real system are not ours to break');
  await app.evaluate(({ app: electronApp }) => {
    const gone = { type: 'GPU', reason: 'crashed', exitCode: 5 };
    for (let failure = 0; failure < 5; failure += 1)
      electronApp.emit('child-process-gone', {}, gone);
  }, null);
  await expect.poll(() => dialogs(app)).toHaveLength(1);
  expect((await dialogs(app))[0]?.message).toBe('Graphics acceleration keeps failing');
  expect(existsSync(join(parley.userData, 'cache', 'no-graphics'))).toBe(true);
  expect(await isAccelerated(app)).toBe(true);
  await parley.quit();
  await parley.start();
  expect(await isAccelerated(parley.app())).toBe(false);
});

async function isAccelerated(app: DrivenApp): Promise<boolean | undefined> {
  return app.standIn?.evaluate((_electron, _nothing, { drawing }) => drawing.accelerated, null);
}

test('what went wrong can be copied from the settings, without a key in it', async ({
  parley,
  page,
}) => {
  await parley.app().evaluate(({ app: electronApp }) => {
    const gone = {
      type: 'Utility',
      name: 'Testing Bearer sk-canary-abcdef123456',
      reason: 'oom',
      exitCode: 1,
    };
    electronApp.emit('child-process-gone', {}, gone);
  }, null);
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByText('About', { exact: true }).click();
  await settings.getByRole('button', { name: 'Copy report' }).click();
  await expect(settings.getByRole('button', { name: 'Report copied' })).toBeVisible();
  const report = await parley.app().readClipboard();
  expect(report).toContain('Faults recorded: 1');
  expect(report).toContain('ended: oom, exit code 1');
  expect(report).not.toContain('sk-canary');
});
