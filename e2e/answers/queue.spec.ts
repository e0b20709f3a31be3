import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import {
  callMain,
  expect,
  mainPages,
  say,
  sidebarOf,
  test,
  transcriptOf,
} from '../driver/person.ts';

const slow = { type: 'stall', text: 'Once upon ', rest: 'a time.' } as const;
const names = {
  waiting: 'Waiting to be sent',
  restarted: 'Not sent: Parley was closed',
  stopped: 'On hold: you stopped the answer',
  failed: 'On hold: the answer before failed',
} as const;

function queueIn(page: Page, name: keyof typeof names): Locator {
  return page.getByRole('region', { name: names[name] });
}

function fieldOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message', exact: true });
}

/** An answer that is arriving, and a message that waits for its end. */
async function queueBehind(page: Page, prompt: string, message: string): Promise<void> {
  await say(page, prompt);
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await say(page, message);
  await expect(queueIn(page, 'waiting').getByText(message)).toBeVisible();
}

test('two messages sent one right after the other are in one conversation, one below the other', async ({
  page,
}) => {
  await say(page, 'One');
  await say(page, 'Two');
  await expect(transcriptOf(page).getByText('You said: Two')).toBeVisible();
  await expect(transcriptOf(page).getByText('You said: One')).toBeVisible();
  const { summaries } = await callMain(page, 'app.open', {});
  expect(summaries.map(({ messageCount }) => messageCount)).toEqual([4]);
});

test('a message that waits for an answer is sent when that ends', async ({ openai, page }) => {
  openai.when('Long story', slow);
  await queueBehind(page, 'Long story', 'And then?');
  (await openai.request('Long story')).release();
  await expect(transcriptOf(page).getByText('You said: And then?')).toBeVisible();
  await expect(queueIn(page, 'waiting')).toBeHidden();
});

test('it is sent although its window was closed meanwhile', async ({ parley, openai, page }) => {
  openai.when('Long story', slow);
  await queueBehind(page, 'Long story', 'And then?');
  openai.when('And then?', slow);
  await parley.app().closeWindow(page);
  (await openai.request('Long story')).release();
  await openai.request('And then?');
  const again = await parley.startAgain();
  await sidebarOf(again).getByText('Long story').click();
  await expect(transcriptOf(again).getByText('And then?')).toBeVisible();
});

test('a message that waits when the app quits is not sent, and is there after a restart', async ({
  parley,
  openai,
  page: first,
}) => {
  let page = first;
  openai.when('Long story', slow);
  await queueBehind(page, 'Long story', 'Keep this');
  await parley.quit();
  expect(JSON.stringify(openai.requests().map(({ body }) => body))).not.toContain('Keep this');

  page = await parley.start();
  await sidebarOf(page).getByText('Long story').click();
  const held = queueIn(page, 'restarted');
  await expect(held.getByText('Keep this')).toBeVisible();

  // A newer message goes past it, and its answer sends nothing by itself.
  await say(page, 'Something else');
  await expect(transcriptOf(page).getByText('You said: Something else')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await expect(held.getByText('Keep this')).toBeVisible();
  expect(JSON.stringify(openai.requests().map(({ body }) => body))).not.toContain('Keep this');

  await held.getByRole('button', { name: 'Send now' }).click();
  await expect(transcriptOf(page).getByText('You said: Keep this')).toBeVisible();
  await expect(held).toBeHidden();
});

test('a message that was accepted is in a file already: a crash does not lose it', async ({
  parley,
  openai,
  page: first,
}) => {
  openai.when('Long story', slow);
  await queueBehind(first, 'Long story', 'Keep this');
  await parley.app().kill();
  const page = await parley.start();
  await sidebarOf(page).getByText('Long story').click();
  const held = queueIn(page, 'restarted');
  await expect(held.getByText('Keep this')).toBeVisible();
  await held.getByRole('button', { name: 'Discard' }).click();
  await expect(held).toBeHidden();
  await expect(fieldOf(page)).toBeFocused();
});

test('Stop holds what waits, and so does an answer that fails; each says why', async ({
  openai,
  page,
}) => {
  openai.when('Long story', slow);
  await queueBehind(page, 'Long story', 'And then?');
  await page.getByRole('button', { name: 'Stop' }).click();
  const stopped = queueIn(page, 'stopped');
  await expect(stopped.getByText('And then?')).toBeVisible();
  await stopped.getByRole('button', { name: 'Edit message' }).click();
  await expect(stopped).toBeHidden();
  await expect(fieldOf(page)).toHaveValue('And then?');

  await fieldOf(page).fill('');
  openai.when('Another', { type: 'stall', text: 'Once upon ', rest: null });
  await say(page, 'Another');
  await openai.request('Another');
  await say(page, 'Later');
  await expect(queueIn(page, 'waiting').getByText('Later')).toBeVisible();
  (await openai.request('Another')).release();
  await expect(queueIn(page, 'failed').getByText('Later')).toBeVisible();
});

test('what waits in the quick prompt waits in the window that takes it over', async ({
  parley,
  openai,
  quickPage,
}) => {
  openai.when('Long story', slow);
  await queueBehind(quickPage, 'Long story', 'And then?');
  await quickPage.getByRole('button', { name: 'Continue in Parley' }).click();
  await expect.poll(() => mainPages(parley.app()).length).toBe(1);
  const [page] = mainPages(parley.app());
  if (page === undefined) throw new Error('there is no main window');
  const waiting = queueIn(page, 'waiting');
  await expect(waiting.getByText('And then?')).toBeVisible();
  await say(page, 'And after that?');
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  (await openai.request('Long story')).release();
  await expect(transcriptOf(page).getByText('You said: And after that?')).toBeVisible();
  await expect(waiting).toBeHidden();
  const { summaries } = await callMain(page, 'app.open', {});
  expect(summaries.map(({ messageCount }) => messageCount)).toEqual([6]);
});

test('what is half written is there after a restart and after a crash, with what was attached', async ({
  parley,
}) => {
  let page = await parley.start();
  await fieldOf(page).fill('Half a thought');
  await fieldOf(page).evaluate((field, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, 'a long line\n'.repeat(80));
  const attached = () => page.getByRole('list', { name: 'Attachments' });
  await expect(attached().getByText('Pasted text.txt')).toBeVisible();
  await parley.quit();

  page = await parley.start();
  await expect(fieldOf(page)).toHaveValue('Half a thought');
  await expect(attached().getByText('81 lines')).toBeVisible();
  await fieldOf(page).fill('Half a thought, and more');
  await expect
    .poll(() => readFileSync(join(parley.userData, 'drafts.json'), 'utf8'))
    .toContain('and more');
  await parley.app().kill();

  page = await parley.start();
  await expect(fieldOf(page)).toHaveValue('Half a thought, and more');
  await attached().getByRole('button', { name: 'Remove Pasted text.txt' }).click();
  await parley.quit();
  expect(readdirSync(join(parley.userData, 'draft-files'))).toEqual([]);
});

test('the last letters before the app quits are kept', async ({ parley }) => {
  for (let round = 0; round < 3; round += 1) {
    const page = await parley.start();
    const typed = `Round ${round}`;
    // Nobody waits for anything between the last letter and the end.
    await fieldOf(page).fill(typed);
    await parley.quit();
    const kept = JSON.parse(readFileSync(join(parley.userData, 'drafts.json'), 'utf8')) as {
      readonly main: { readonly new?: { readonly text: string } };
    };
    expect(kept.main.new?.text).toBe(typed);
  }
});

test('messages and drafts of a former version are taken over', async ({ parley, page: first }) => {
  await say(first, 'Hello');
  await expect(transcriptOf(first).getByText('You said: Hello')).toBeVisible();
  const { summaries } = await callMain(first, 'app.open', {});
  await parley.quit();
  const [id = ''] = summaries.map((summary) => summary.id);
  const queue = { [id]: [{ id: 'one', parts: [{ type: 'text', text: 'From before' }] }] };
  writeFileSync(
    join(parley.userData, 'unsent.json'),
    JSON.stringify({ drafts: '{"new":"Begun before"}', queue: JSON.stringify(queue) }),
  );
  const page = await parley.start();
  await sidebarOf(page).getByText('Hello').click();
  await expect(queueIn(page, 'restarted').getByText('From before')).toBeVisible();
});
