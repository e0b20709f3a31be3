import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { callMain, expect, KEY, say, test, transcriptOf } from '../driver/person.ts';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import { expectShown, pasteImage } from '../driver/quick-person.ts';
import { quickAnswer, quickQuestion, russianQuickAnswer, russianQuickQuestion } from './texts.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}quick-prompt-${name}.png`, animations: 'disabled' });
}

async function useServer(page: Page, openai: FakeOpenAi): Promise<void> {
  const providerId = await callMain(page, 'provider.save', {
    definitionId: 'openai-compatible',
    name: 'Home server',
    baseUrl: openai.baseUrl,
    credential: KEY,
  });
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'qwen3-32b' } });
}

const written = { name: /^(Message|Сообщение)$/ };

test('empty, streaming, answered', async ({ parley, openai }) => {
  const page = await parley.startQuickPrompt();
  await useServer(page, openai);
  await callMain(page, 'settings.change', { theme: 'light' });
  await expectShown(parley.app());
  await shoot(page, 'empty');
  const cut = quickAnswer.indexOf('copy =');
  openai.when(quickQuestion, {
    type: 'stall',
    text: quickAnswer.slice(0, cut),
    rest: quickAnswer.slice(cut),
  });
  await say(page, quickQuestion);
  await expect(transcriptOf(page).getByText('in place')).toBeVisible();
  await shoot(page, 'streaming');
  (await openai.request(quickQuestion)).release();
  await expect(transcriptOf(page).getByText('without copying')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await shoot(page, 'answered');
});

test('a long answer with code, dark', async ({ parley, openai }) => {
  const page = await parley.startQuickPrompt();
  await useServer(page, openai);
  await callMain(page, 'settings.change', { theme: 'dark' });
  const text = [quickAnswer, quickAnswer, quickAnswer].join('\n\n');
  openai.when(quickQuestion, { type: 'stream', text });
  await say(page, quickQuestion);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await expect(transcriptOf(page).getByText('without copying').last()).toBeInViewport();
  await shoot(page, 'long-dark');
});

test('an image, and Russian', async ({ parley, openai }) => {
  const page = await parley.startQuickPrompt();
  await useServer(page, openai);
  await pasteImage(page, { width: 320, height: 200 });
  await page.getByRole('textbox', written).fill('What does this chart say?');
  await shoot(page, 'image');
  await page.getByRole('button', { name: 'Remove shot.png' }).click();
  await callMain(page, 'settings.change', { language: 'ru' });
  openai.when(russianQuickQuestion, { type: 'stream', text: russianQuickAnswer });
  await page.getByRole('textbox', written).fill(russianQuickQuestion);
  await page.getByRole('textbox', written).press('Enter');
  await expect(page.getByText('Открыть в Parley')).toBeVisible();
  await expect(page.getByText('без копирования')).toBeVisible();
  await shoot(page, 'russian');
});
