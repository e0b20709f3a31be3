import type { Locator, Page } from 'playwright/test';
import { startFakeOllama } from '../fake-providers/ollama.ts';
import type { FakeOllama } from '../fake-providers/ollama.ts';
import { expect, say, test as base, transcriptOf } from '../driver/person.ts';

const test = base.extend<{ readonly ollama: FakeOllama }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are needed
  ollama: async ({}, provide) => {
    const ollama = await startFakeOllama(['llama-of-the-test:8b', 'gemma-of-the-test:2b']);
    await provide(ollama);
    await ollama.close();
  },
});

async function openPicker(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Model: / }).click();
  return page.getByRole('dialog', { name: 'Choose a model' });
}

test('a server of this computer is there with its models, without any setting up', async ({
  parley,
  ollama,
}) => {
  const page = await parley.start({ OLLAMA_HOST: ollama.host });
  await expect(page.getByText('Ollama is running on this computer.')).toBeVisible();
  await page.getByRole('button', { name: 'Use gemma-of-the-test:2b' }).click();
  await expect(page.getByRole('button', { name: 'Model: gemma-of-the-test:2b' })).toBeVisible();
  await say(page, 'Hello there');
  await expect(transcriptOf(page).getByText('You said: Hello there')).toBeVisible();
});

test('it goes and comes by itself', async ({ parley, ollama }) => {
  const page = await parley.start({ OLLAMA_HOST: ollama.host });
  const picker = await openPicker(page);
  await expect(picker.getByRole('option', { name: 'gemma-of-the-test:2b' })).toBeVisible();
  await ollama.stop();
  // Searches within a second of each other are one.
  await expect(async () => {
    await picker.getByRole('option', { name: 'Refresh models' }).click();
    await expect(picker.getByText('Ollama – not running')).toBeVisible({ timeout: 500 });
  }).toPass();
  await ollama.start();
  await expect(async () => {
    await picker.getByRole('option', { name: 'Refresh models' }).click();
    await expect(picker.getByText('Ollama', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
});

test('a look at the window is enough, and the settings show how it is', async ({
  parley,
  ollama,
}) => {
  const page = await parley.start({ OLLAMA_HOST: ollama.host });
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Providers' }).click();
  const card = settings.getByRole('button', { name: /^Ollama/ });
  await expect(card).toContainText('Found on this computer');
  await expect(card).toContainText('Running');
  await ollama.stop();
  await expect(async () => {
    await parley.app().evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.blur();
      window?.focus();
    }, null);
    await expect(card).toContainText('Not running', { timeout: 500 });
  }).toPass();
  await card.click();
  await expect(settings.getByRole('heading', { name: 'Ollama' })).toBeVisible();
  await expect(settings.getByRole('button', { name: 'Add', exact: true })).toBeVisible();
});
