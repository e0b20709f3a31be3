import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import {
  clickLastNotification,
  hasOwnDesktop,
  lookAtNotifications,
  pressAnywhere,
  wake,
  withDesktop,
} from '../driver/desktop-person.ts';
import {
  callMain,
  expect,
  mainPages,
  quickPromptOf,
  say,
  sidebarOf,
  test,
  transcriptOf,
} from '../driver/person.ts';
import { expectHidden, expectShown, toggle } from '../driver/quick-person.ts';

test.skip(!hasOwnDesktop, 'the desktop around the app is the stand-in’s');

/** An answer, in a conversation of its own, that ends while the person looks at another one. */
async function answerUnseen(page: Page, openai: FakeOpenAi, prompt: string): Promise<void> {
  openai.when(prompt, { type: 'stall', text: 'Meanwhile ', rest: 'it ended.' });
  await page.keyboard.press('ControlOrMeta+n');
  await say(page, prompt);
  await expect(transcriptOf(page).getByText('Meanwhile')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+n');
  await expect(transcriptOf(page).getByText('Meanwhile')).toBeHidden();
  (await openai.request(prompt)).release();
}

test('Parley starts at login when it is told to, without a window, and its key works', async ({
  parley,
}) => {
  await withDesktop([], async (env) => {
    const entry = join(env['XDG_CONFIG_HOME'] ?? '', 'autostart', 'parley.desktop');
    const page = await parley.start(env);
    await page.getByRole('button', { name: 'Settings' }).click();
    const setting = page.getByRole('switch', { name: 'Start at login' });
    await expect(setting).not.toBeChecked();
    await setting.click();
    await expect(setting).toBeChecked();
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.+ --hidden$/m);
    await setting.click();
    await expect(setting).not.toBeChecked();
    expect(existsSync(entry)).toBe(false);
    await parley.quit();

    const app = await parley.startHidden(env);
    await expect.poll(() => pressAnywhere(app, 'Control+Alt+Space')).toBe(true);
    await expectShown(app);
    expect(mainPages(app)).toEqual([]);
    await pressAnywhere(app, 'Control+Alt+Space');
    await expectHidden(app);
    await parley.startAgain();
    expect(mainPages(app)).toHaveLength(1);
  });
});

test('an answer that no window shows is told when it is there, and the notification leads to it', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await expect.poll(() => parley.app().evaluate(({ app }) => app.getBadgeCount(), null)).toBe(1);
  await page.keyboard.press('ControlOrMeta+n');
  await expect(transcriptOf(page).getByText('Once upon')).toBeHidden();
  (await openai.request('Long story')).release();
  await expect
    .poll(() => lookAtNotifications(parley.app()))
    .toEqual([{ title: 'Long story', body: 'Answer ready' }]);
  expect(await parley.app().evaluate(({ app }) => app.getBadgeCount(), null)).toBe(0);
  await clickLastNotification(parley.app());
  await expect(transcriptOf(page).getByText('Once upon a time.')).toBeVisible();

  // One that is before the person's eyes is not; that a later one is told shows that it was not merely late.
  await say(page, 'And then');
  await expect(transcriptOf(page).getByText('You said: And then')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await answerUnseen(page, openai, 'A later story');
  await expect
    .poll(async () => (await lookAtNotifications(parley.app())).map(({ title }) => title))
    .toEqual(['Long story', 'A later story']);
});

test('an answer in the quick prompt is told only once that is closed, and is shown in the window', async ({
  parley,
  openai,
  page,
}) => {
  await toggle(parley.app());
  const quick = await quickPromptOf(parley.app());
  await expectShown(parley.app());
  await say(quick, 'Quick one');
  await expect(transcriptOf(quick).getByText('You said: Quick one')).toBeVisible();
  await expect(quick.getByRole('button', { name: 'Stop' })).toBeHidden();
  expect(await lookAtNotifications(parley.app())).toEqual([]);

  openai.when('Slow one', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(quick, 'Slow one');
  await expect(transcriptOf(quick).getByText('Once upon')).toBeVisible();
  await toggle(parley.app());
  await expectHidden(parley.app());
  (await openai.request('Slow one')).release();
  await expect.poll(() => lookAtNotifications(parley.app())).toHaveLength(1);
  await clickLastNotification(parley.app());
  await expect(transcriptOf(page).getByText('Once upon a time.')).toBeVisible();
  expect(await lookAtNotifications(parley.app())).toHaveLength(1);
});

test('nobody is notified who does not want to be, or who stopped the answer', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();

  await callMain(page, 'settings.change', { notifyWhenDone: false });
  openai.when('Second story', { type: 'stall', text: 'Twice upon ', rest: 'a time.' });
  await page.keyboard.press('ControlOrMeta+n');
  await say(page, 'Second story');
  await expect(transcriptOf(page).getByText('Twice upon')).toBeVisible();
  await sidebarOf(page).getByText('Long story').click();
  (await openai.request('Second story')).release();
  await sidebarOf(page).getByText('Second story').click();
  await expect(transcriptOf(page).getByText('Twice upon a time.')).toBeVisible();
  await callMain(page, 'settings.change', { notifyWhenDone: true });
  await answerUnseen(page, openai, 'A later story');
  await expect
    .poll(async () => (await lookAtNotifications(parley.app())).map(({ title }) => title))
    .toEqual(['A later story']);
});

test('after a sleep, an answer whose connection is dead ends soon; its text stays and goes on', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await wake(parley.app());
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible({ timeout: 30_000 });
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  expect(await (await openai.request('Long story')).closed).toBe('client');
});
