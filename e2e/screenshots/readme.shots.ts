import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { callMain, expect, KEY, say, test, transcriptOf } from '../driver/person.ts';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import { answer, library, question, russianAnswer, russianQuestion } from './texts.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}

async function fill(page: Page, openai: FakeOpenAi): Promise<void> {
  const providerId = await callMain(page, 'provider.save', {
    definitionId: 'openai-compatible',
    name: 'Home server',
    baseUrl: openai.baseUrl,
    credential: KEY,
  });
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'qwen3-32b' } });
  for (const title of library) {
    const conversationId = await callMain(page, 'conversation.create', {});
    await callMain(page, 'message.send', {
      conversationId,
      parentId: null,
      parts: [{ type: 'text', text: title }],
    });
    await callMain(page, 'conversation.rename', { conversationId, title });
  }
}

async function untilColored(page: Page): Promise<void> {
  const colors = (): Promise<number> =>
    transcriptOf(page)
      .locator('pre code')
      .evaluate(
        (code) =>
          new Set([...code.querySelectorAll('span')].map((piece) => getComputedStyle(piece).color))
            .size,
      );
  await expect.poll(colors).toBeGreaterThan(2);
}

test('first start', async ({ parley }) => {
  const page = await parley.start();
  await shoot(page, 'first-run');
});

for (const theme of ['light', 'dark'] as const) {
  test(`a long answer, ${theme}`, async ({ parley, openai }) => {
    const page = await parley.start();
    await callMain(page, 'settings.change', { theme });
    await fill(page, openai);
    openai.when(question, { type: 'stream', text: answer });
    await say(page, question);
    await expect(transcriptOf(page).getByText('each eye collects light')).toBeVisible();
    await untilColored(page);
    await shoot(page, `answer-${theme}`);
  });
}

test('an answer while it streams', async ({ parley, openai }) => {
  const page = await parley.start();
  await callMain(page, 'settings.change', { theme: 'dark' });
  await fill(page, openai);
  const half = answer.indexOf('  const deviations');
  openai.when(question, { type: 'stall', text: answer.slice(0, half), rest: answer.slice(half) });
  await say(page, question);
  await expect(transcriptOf(page).getByText('Array.from')).toBeVisible();
  await untilColored(page);
  await shoot(page, 'streaming-dark');
});

test('branches', async ({ parley, openai }) => {
  const page = await parley.start();
  await fill(page, openai);
  openai.when('Name my bakery', {
    type: 'stream',
    text: '**The Early Loaf** – it says when you bake.',
  });
  await say(page, 'Name my bakery');
  await expect(transcriptOf(page).getByText('The Early Loaf')).toBeVisible();
  const second = '**Crumb & Co.** – short, warm, and easy to paint on a window.';
  openai.when('Name my bakery', { type: 'stream', text: second });
  await transcriptOf(page).getByText('The Early Loaf').hover();
  await page.getByRole('button', { name: 'Regenerate', exact: true }).click();
  await expect(transcriptOf(page).getByText('Crumb & Co.')).toBeVisible();
  await expect(transcriptOf(page).getByText('2 / 2')).toBeVisible();
  await shoot(page, 'branches');
});

test('a failure', async ({ parley, openai }) => {
  const page = await parley.start();
  await fill(page, openai);
  openai.requireKey('another');
  await say(page, 'Plan a week of dinners for two.');
  await expect(page.getByRole('button', { name: 'Open provider settings' })).toBeVisible();
  await shoot(page, 'failure');
});

test('provider settings', async ({ parley, openai }) => {
  const page = await parley.start();
  await fill(page, openai);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page
    .getByRole('tab', { name: 'Providers' })
    .or(page.getByRole('button', { name: 'Providers', exact: true }))
    .click();
  await shoot(page, 'settings-providers');
});

test('Russian', async ({ parley, openai }) => {
  const page = await parley.start();
  await fill(page, openai);
  await callMain(page, 'settings.change', { language: 'ru' });
  openai.when(russianQuestion, { type: 'stream', text: russianAnswer });
  const field = page.getByRole('textbox', { name: 'Сообщение', exact: true });
  await field.fill(russianQuestion);
  await field.press('Enter');
  await expect(page.getByText('Фиолетовый рассеивается')).toBeVisible();
  await shoot(page, 'russian');
});
