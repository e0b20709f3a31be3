import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callMain, expect, say, sidebarOf, test, transcriptOf } from '../driver/person.ts';

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
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await say(page, 'And then?');
  const waiting = page.getByRole('region', { name: 'Waiting to be sent' });
  await expect(waiting.getByText('And then?')).toBeVisible();
  (await openai.request('Long story')).release();
  await expect(transcriptOf(page).getByText('You said: And then?')).toBeVisible();
  await expect(waiting).toBeHidden();
});

test('a message that waits when the app quits is not sent, and is there after a restart', async ({
  parley,
  openai,
  page: first,
}) => {
  let page = first;
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await say(page, 'Keep this');
  await expect(page.getByRole('region', { name: 'Waiting to be sent' })).toBeVisible();
  await parley.quit();
  expect(JSON.stringify(openai.requests().map(({ body }) => body))).not.toContain('Keep this');

  page = await parley.start();
  await sidebarOf(page).getByText('Long story').click();
  const held = page.getByRole('region', { name: /^Not sent yet/ });
  await expect(held.getByText('Keep this')).toBeVisible();
  await held.getByRole('button', { name: 'Send now' }).click();
  await expect(transcriptOf(page).getByText('You said: Keep this')).toBeVisible();
  await expect(held).toBeHidden();
});

test('what is half written is there after a restart and after a crash', async ({ parley }) => {
  let page = await parley.start();
  const field = () => page.getByRole('textbox', { name: 'Message', exact: true });
  await field().fill('Half a thought');
  await parley.quit();
  page = await parley.start();
  await expect(field()).toHaveValue('Half a thought');
  await field().fill('Half a thought, and more');
  await expect
    .poll(() => readFileSync(join(parley.userData, 'unsent.json'), 'utf8'))
    .toContain('and more');
  await parley.app().kill();
  page = await parley.start();
  await expect(field()).toHaveValue('Half a thought, and more');
});
