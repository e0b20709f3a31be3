import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrivenApp } from '../driver/launch.ts';
import { callMain, expect, say, sidebarOf, test, transcriptOf } from '../driver/person.ts';

/** Answers the next question of the app by the button at `response`. */
async function answerNext(app: DrivenApp, response: number): Promise<void> {
  await app.standIn?.evaluate(
    (_electron, button, desktop) =>
      desktop.dialog.answer('message-box', { response: button, checkboxChecked: false }),
    response,
  );
}

function shownMessages(app: DrivenApp): Promise<string[]> {
  if (app.standIn === null) throw new Error('Only the stand-in knows what was shown.');
  return app.standIn.evaluate(
    (_electron, _nothing, desktop) =>
      desktop.shownDialogs.map(({ options }) => String((options as { message?: string }).message)),
    null,
  );
}

test('an error that nothing catches is logged without secrets and told once, and the app goes on', async ({
  parley,
}) => {
  const page = await parley.start();
  const app = parley.app();
  for (const text of ['first Bearer sk-canary-abcdef123456', 'second']) {
    await app.evaluate((_electron, message) => {
      setTimeout(() => {
        throw new Error(message);
      }, 0);
    }, text);
  }
  await app.evaluate(() => {
    void Promise.reject(new Error('third'));
  }, null);
  const log = join(parley.userData, 'logs', 'parley.log');
  await expect.poll(() => app.output()).toContain('third');
  const text = readFileSync(log, 'utf8');
  expect(text).toContain('uncaught exception: Error: first Bearer [redacted]');
  expect(text).toContain('unhandled rejection: Error: third');
  expect(text).not.toContain('sk-canary');
  if (app.standIn !== null) {
    expect(await shownMessages(app)).toEqual(['Something in Parley went wrong']);
  }
  await say(page, 'Are you still there?');
  await expect(transcriptOf(page).getByText('Are you still there?')).toBeVisible();
});

test('a disk that fails at quit is the person’s decision, and nothing is lost by staying', async ({
  parley,
}) => {
  let page = await parley.start();
  const app = parley.app();
  test.skip(app.standIn === null, 'nobody is there to press the button of a real dialogue');
  await say(page, 'Before the disk fails');
  const again = transcriptOf(page).getByRole('button', { name: 'Regenerate', exact: true });
  await expect(again).toHaveCount(1);

  // A file where the folder was: nothing can be written into it.
  const folder = join(parley.userData, 'conversations');
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, '');
  await say(page, 'While it fails');
  await expect(again).toHaveCount(2);
  await expect(page.getByText('Nothing can be saved right now')).toBeVisible();
  await answerNext(app, 1);
  await app.evaluate(({ app: electronApp }) => electronApp.quit(), null);
  await expect.poll(() => shownMessages(app)).toContain('Parley could not save everything');
  await callMain(page, 'app.open', {});

  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  expect(await app.quit()).toBe(0);
  page = await parley.start();
  await sidebarOf(page).getByText('Before the disk fails').click();
  await expect(transcriptOf(page).getByText('While it fails')).toBeVisible();
});
