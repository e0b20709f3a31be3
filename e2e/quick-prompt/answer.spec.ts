import type { Page } from 'playwright/test';
import { textOf } from '#shared/conversation/conversation.ts';
import { callMain, expect, mainPages, say, test, transcriptOf } from '../driver/person.ts';
import { boundsOf, expectHidden, expectShown, pasteImage, toggle } from '../driver/quick-person.ts';

const field = { name: 'Message', exact: true } as const;

/** The last answer of the only conversation, as main has it. */
async function storedAnswer(page: Page): Promise<string> {
  const { summaries } = await callMain(page, 'app.open', {});
  const [summary] = summaries;
  if (summary === undefined) return '';
  const { conversation } = await callMain(page, 'conversation.open', {
    conversationId: summary.id,
  });
  const { leafId, messages, running } = conversation;
  const leaf = leafId === null ? undefined : (running[leafId] ?? messages[leafId]);
  return leaf === undefined ? '' : textOf(leaf);
}

test('an answer streams in place, the window grows with it, and the conversation is in the library', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  await expectShown(parley.app());
  const before = await boundsOf(parley.app());
  openai.when('Tell me', { type: 'stall', text: 'The first words ', rest: 'and the last.' });
  await say(page, 'Tell me');
  await expect(transcriptOf(page).getByText('The first words')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect
    .poll(async () => (await boundsOf(parley.app())).height)
    .toBeGreaterThan(before.height + 80);
  (await openai.request('Tell me')).release();
  await expect(transcriptOf(page).getByText('The first words and the last.')).toBeVisible();
  expect(await boundsOf(parley.app())).toMatchObject({ x: before.x, y: before.y });
  const { summaries } = await callMain(page, 'app.open', {});
  expect(summaries.map(({ messageCount }) => messageCount)).toEqual([2]);
  expect(mainPages(parley.app())).toEqual([]);
});

test('several turns: a follow-up, an edit of the last prompt, another answer, and Stop', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  await say(page, 'One');
  await expect(transcriptOf(page).getByText('You said: One')).toBeVisible();
  await say(page, 'Two');
  await expect(transcriptOf(page).getByText('You said: Two')).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).last().click();
  const editor = page.getByRole('textbox', { name: 'Edit your message' });
  await editor.fill('Two again');
  await editor.press('Escape');
  await expectShown(parley.app());
  await page.getByRole('button', { name: 'Edit' }).last().click();
  await editor.fill('Two again');
  await editor.press('Enter');
  await expect(transcriptOf(page).getByText('You said: Two again')).toBeVisible();
  await page.getByRole('button', { name: 'Regenerate', exact: true }).last().click();
  await expect(transcriptOf(page).getByText('2 / 2').last()).toBeVisible();

  openai.when('Go on', { type: 'drip', intervalMs: 10 });
  await say(page, 'Go on');
  await expect(transcriptOf(page).getByText('word3')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+.');
  expect(await (await openai.request('Go on')).closed).toBe('client');
  await expect(transcriptOf(page).getByText('Stopped.')).toBeVisible();
});

test('Continue in Parley hands over mid-stream and loses no token', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  openai.when('Count', { type: 'drip', intervalMs: 5 });
  await say(page, 'Count');
  await expect(transcriptOf(page).getByText('word20')).toBeVisible();
  await page.getByRole('button', { name: 'Continue in Parley' }).click();
  await expectHidden(parley.app());
  await expect.poll(() => mainPages(parley.app()).length).toBe(1);
  const [main] = mainPages(parley.app());
  if (main === undefined) throw new Error('There is no main window.');
  await expect(transcriptOf(main).getByText('word20')).toBeVisible();
  const seen = (await transcriptOf(main).innerText()).match(/word\d+/g)?.length ?? 0;
  await expect
    .poll(async () => (await transcriptOf(main).innerText()).match(/word\d+/g)?.length ?? 0)
    .toBeGreaterThan(seen + 20);
  await main.getByRole('button', { name: 'Stop' }).click();
  await expect(transcriptOf(main).getByText('Stopped.')).toBeVisible();

  const stored = await storedAnswer(main);
  const shown = await transcriptOf(main).locator('[data-answer]').innerText();
  expect(shown.trim()).toBe(stored.trim());
  const numbers = stored.match(/\d+/g)?.map(Number) ?? [];
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(openai.requests().filter(({ body }) => body?.stream === true)).toHaveLength(1);
});

test('one key copies the answer and closes; one copies only the code', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  const text = 'Run **this**:\n\n```sh\nnpm ci\n```\n\nand that is all.';
  openai.when('How?', { type: 'stream', text });
  await say(page, 'How?');
  await expect(transcriptOf(page).getByText('and that is all.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Alt+c');
  await expect.poll(() => parley.app().readClipboard()).toBe('npm ci');
  await expectShown(parley.app());
  await page.keyboard.press('ControlOrMeta+Shift+c');
  await expectHidden(parley.app());
  expect(await parley.app().readClipboard()).toBe(text);
});

test('the clipboard is read when its chip is used, and not before', async ({ parley }) => {
  const page = await parley.startQuickPrompt();
  await parley.app().evaluate(async ({ clipboard }) => {
    await clipboard.writeText('from another program');
    const read = clipboard.readText.bind(clipboard);
    Object.assign(globalThis, { reads: 0 });
    clipboard.readText = () => {
      (globalThis as unknown as { reads: number }).reads += 1;
      return read();
    };
  }, null);
  const reads = () =>
    parley.app().evaluate(() => (globalThis as unknown as { reads: number }).reads, null);
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  await toggle(parley.app());
  await expectShown(parley.app());
  await page.getByRole('textbox', field).fill('About this:');
  expect(await reads()).toBe(0);
  await page.keyboard.press('ControlOrMeta+Shift+v');
  await expect(page.getByRole('textbox', field)).toHaveValue('About this:\n\nfrom another program');
  await page.getByRole('textbox', field).fill('');
  await page.getByRole('button', { name: 'Use clipboard text' }).click();
  await expect(page.getByRole('textbox', field)).toHaveValue('from another program');
  expect(await reads()).toBe(2);
});

test('a pasted picture goes along with the prompt', async ({ parley, openai, quickPage: page }) => {
  const { height } = await boundsOf(parley.app());
  await pasteImage(page);
  await expect(page.getByText('shot.png')).toBeVisible();
  await expect.poll(async () => (await boundsOf(parley.app())).height).toBeGreaterThan(height);
  await say(page, 'What is this?');
  await expect(transcriptOf(page).getByRole('img', { name: 'shot.png' })).toBeVisible();
  await expect
    .poll(() => JSON.stringify(openai.requests().map(({ body }) => body?.messages)))
    .toContain('data:image/png;base64,');
});

test('it goes on where it was for a while; after that it begins anew, and Up brings the last prompt back', async ({
  parley,
  quickPage: page,
}) => {
  await say(page, 'Remember me');
  await expect(transcriptOf(page).getByText('You said: Remember me')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  await toggle(parley.app());
  await expect(transcriptOf(page).getByText('You said: Remember me')).toBeVisible();

  await callMain(page, 'settings.change', { quickPrompt: { newAfterMinutes: 0 } });
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  // Already while it is hidden, so that the next opening shows nothing of it.
  await expect(transcriptOf(page)).toHaveCount(0);
  await toggle(parley.app());
  await expectShown(parley.app());
  expect((await boundsOf(parley.app())).height).toBeLessThan(140);
  await page.getByRole('textbox', field).press('ArrowUp');
  await expect(page.getByRole('textbox', field)).toHaveValue('Remember me');
  await page.getByRole('textbox', field).press('Enter');
  await expect(transcriptOf(page).getByText('You said: Remember me')).toBeVisible();
  const { summaries } = await callMain(page, 'app.open', {});
  expect(summaries).toHaveLength(2);
});

test('an answer goes on while the quick prompt is hidden, and is there when it opens again', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  openai.when('Take your time', { type: 'stall', text: 'Beginning ', rest: 'and end.' });
  await say(page, 'Take your time');
  await expect(transcriptOf(page).getByText('Beginning')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectHidden(parley.app());
  const request = await openai.request('Take your time');
  request.release();
  expect(await request.closed).toBe('server');
  await expect.poll(() => storedAnswer(page)).toBe('Beginning and end.');
  await toggle(parley.app());
  await expect(transcriptOf(page).getByText('Beginning and end.')).toBeVisible();
});

test('killed with a quick prompt in flight, it is there again after the restart, and Continue goes on', async ({
  parley,
  openai,
  quickPage: first,
}) => {
  let page = first;
  openai.when('Count for me', { type: 'drip', intervalMs: 5 });
  await say(page, 'Count for me');
  await expect(transcriptOf(page).getByText('word20')).toBeVisible();
  await parley.app().kill();

  page = await parley.startQuickPrompt();
  await expect(transcriptOf(page).getByText('word20')).toBeVisible();
  await expect(transcriptOf(page).getByText('Parley was closed before')).toBeVisible();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(transcriptOf(page).getByText(/word20 .*You said: Continue/)).toBeVisible();
  expect(mainPages(parley.app())).toEqual([]);
});

test('another model can be chosen in place, and is the quick prompt’s own from then on', async ({
  parley,
  openai,
  quickPage: page,
}) => {
  const { height } = await boundsOf(parley.app());
  await page.getByRole('button', { name: 'Model: fake-large' }).click();
  await expect
    .poll(async () => (await boundsOf(parley.app())).height)
    .toBeGreaterThan(height + 150);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await boundsOf(parley.app())).height).toBe(height);
  await expectShown(parley.app());
  await page.keyboard.press('ControlOrMeta+m');
  await page.getByRole('option', { name: 'fake-small' }).click();
  await expect(page.getByRole('textbox', field)).toBeFocused();
  await say(page, 'Which are you?');
  await expect(transcriptOf(page).getByText('You said: Which are you?')).toBeVisible();
  expect((await openai.request('Which are you?')).body).toMatchObject({ model: 'fake-small' });
  const { settings } = await callMain(page, 'app.open', {});
  expect(settings.model.modelId).toBe('fake-large');
  expect(settings.quickPrompt.model?.modelId).toBe('fake-small');
});

test('its drafts are its own: they neither show in the main window nor take anything from it', async ({
  parley,
}) => {
  const page = await parley.startQuickPrompt();
  await page.getByRole('textbox', field).fill('quick thought');
  const main = await parley.startAgain();
  await expect(main.getByRole('textbox', field)).toHaveValue('');
  await main.getByRole('textbox', field).fill('long thought');
  await page.getByRole('textbox', field).fill('quicker thought');
  await Promise.all([main.waitForEvent('load'), main.evaluate(() => location.reload())]);
  await expect(main.getByRole('textbox', field)).toHaveValue('long thought');
});

test('a failure is said in place with its way out', async ({ openai, quickPage: page }) => {
  openai.when('Hello', { type: 'status', status: 401, message: 'Incorrect API key provided.' });
  await say(page, 'Hello');
  await expect(transcriptOf(page).getByText('did not accept the key')).toBeVisible();
  openai.when('Hello', { type: 'stream', text: 'Hello yourself.' });
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(transcriptOf(page).getByText('Hello yourself.')).toBeVisible();
});
