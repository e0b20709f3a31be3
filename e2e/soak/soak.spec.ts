import type { Page } from 'playwright/test';
import { hasOwnDesktop, onStandIn } from '../driver/desktop-person.ts';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import {
  callMain,
  expect,
  mainPages,
  quickPromptOf,
  say,
  test,
  sidebarOf,
  transcriptOf,
} from '../driver/person.ts';
import type { Parley } from '../driver/person.ts';
import { expectHidden, expectShown, toggle } from '../driver/quick-person.ts';
import { lookAtHeld } from './held.ts';
import type { Held } from './held.ts';

/** `npm run soak` asks for an hour of answers, one every eighteen seconds; every other run is a short one. */
const isLong = process.env['PARLEY_SOAK'] === 'long';
const ROUNDS = isLong ? 40 : 2;
const ANSWERS_OF_A_ROUND = 5;
const MOST_MINUTES = 8;

/** How much more a heap may hold at the end than after the first half: megabytes, for what the library itself grew by. */
const SLACK_MB = 4;

test.skip(!hasOwnDesktop, 'sleeps and further starts are the stand-in’s');
test.setTimeout((isLong ? MOST_MINUTES + 4 : 3) * 60_000);

const words = Array.from({ length: 150 }, (_, index) => `thing${index}`).join(' ');

/** Answers in both windows, one cut off, one stopped, one over a closed window; another network; a sleep. */
async function round(parley: Parley, openai: FakeOpenAi, number: number): Promise<void> {
  const app = parley.app();
  const [page] = mainPages(app);
  if (page === undefined) throw new Error('The main window is closed.');
  await page.keyboard.press('ControlOrMeta+n');
  await expect(transcriptOf(page)).toHaveCount(0);

  openai.when(`Whole ${number}`, { type: 'stream', text: `${words} whole${number}` });
  await say(page, `Whole ${number}`);
  await expect(transcriptOf(page).getByText(`whole${number}`)).toBeVisible();

  openai.when(`Cut ${number}`, { type: 'cut', text: `${words} cut${number}` });
  await say(page, `Cut ${number}`);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();

  openai.when(`Long ${number}`, { type: 'drip', intervalMs: 2 });
  await say(page, `Long ${number}`);
  await expect(transcriptOf(page).getByText('word3')).toBeVisible();
  await callMain(page, 'settings.change', {
    network: { proxy: { mode: number % 2 === 0 ? 'off' : 'system' } },
  });
  await onStandIn(app).evaluate(({ powerMonitor }) => {
    powerMonitor.announce('suspend');
    powerMonitor.announce('resume');
  }, null);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();

  await toggle(app);
  await expectShown(app);
  const quick = await quickPromptOf(app);
  await say(quick, `Quick ${number}`);
  await expect(transcriptOf(quick).getByText(`You said: Quick ${number}`)).toBeVisible();
  await toggle(app);
  await expectHidden(app);
  await expect(transcriptOf(quick)).toHaveCount(0);

  await overClosedWindow(parley, openai, { page, number });
}

async function overClosedWindow(
  parley: Parley,
  openai: FakeOpenAi,
  { page, number }: { readonly page: Page; readonly number: number },
): Promise<void> {
  const prompt = `Closed ${number}`;
  openai.when(prompt, { type: 'stall', text: 'Behind ', rest: `a closed window${number}.` });
  await say(page, prompt);
  const request = await openai.request(prompt);
  await parley.app().closeWindow(page);
  const again = await parley.startAgain();
  request.release();
  expect(await request.closed).toBe('server');
  // What is measured shows nothing: rows and messages have listeners of their own.
  await again.keyboard.press('ControlOrMeta+n');
  await expect(transcriptOf(again)).toHaveCount(0);
  const { summaries } = await callMain(again, 'app.open', {});
  for (const { id, trashedAt } of summaries) {
    if (trashedAt !== null) continue;
    await callMain(again, 'conversation.trash', { conversationId: id, trashed: true });
  }
  await expect(sidebarOf(again).getByRole('button', { name: /^Options for/ })).toHaveCount(0);
}

/** Waits until nothing is held that was not held before; what is told when it never is, is what grew. */
async function expectNoMore(parley: Parley, before: Held): Promise<Held> {
  let now = await lookAtHeld(parley.app());
  await expect
    .poll(
      async () => {
        now = await lookAtHeld(parley.app());
        return Object.entries(now.counts)
          .filter(([name, count]) => count > (before.counts[name] ?? 0))
          .map(([name, count]) => `${name}: ${before.counts[name] ?? 0} → ${count}`);
      },
      { timeout: 30_000 },
    )
    .toEqual([]);
  return now;
}

test('answers in all windows, over networks, sleeps and closed windows, leave nothing behind', async ({
  parley,
  openai,
  page,
}) => {
  await quickPromptOf(parley.app());
  await callMain(page, 'settings.change', {
    notifyWhenDone: false,
    quickPrompt: { newAfterMinutes: 0 },
  });
  await round(parley, openai, 0);
  const before = await lookAtHeld(parley.app());

  const started = Date.now();
  let half = before;
  let rounds = 0;
  while (rounds < ROUNDS && Date.now() - started < MOST_MINUTES * 60_000) {
    rounds += 1;
    await round(parley, openai, rounds);
    if (rounds === ROUNDS / 2) half = await expectNoMore(parley, before);
  }
  const after = await expectNoMore(parley, before);

  console.log(
    [
      `${(rounds + 1) * ANSWERS_OF_A_ROUND} answers in ${((Date.now() - started) / 1000).toFixed(0)} s`,
      ...Object.entries(after.counts).map(
        ([name, count]) => `  ${name}: ${before.counts[name] ?? 0} → ${count}`,
      ),
      ...Object.entries(after.megabytes).map(
        ([name, size]) =>
          `  heap of ${name}: ${[before, half].map((held) => held.megabytes[name]?.toFixed(1)).join(' → ')} → ${size.toFixed(1)} MB`,
      ),
    ].join('\n'),
  );
  for (const [name, size] of Object.entries(after.megabytes)) {
    expect(size - (half.megabytes[name] ?? 0), `the heap of ${name}`).toBeLessThan(SLACK_MB);
  }
});
