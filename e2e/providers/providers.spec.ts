import type { Locator, Page } from 'playwright/test';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import { callMain, expect, KEY, say, test, transcriptOf } from '../driver/person.ts';

function settingsOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Settings' });
}

/** From the welcome to the filled form of a new provider. */
async function fillForm(page: Page, openai: FakeOpenAi, key: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const settings = settingsOf(page);
  await settings.getByRole('option', { name: 'OpenAI-compatible server' }).click();
  await settings.getByRole('textbox', { name: 'Name' }).fill('Testing House');
  await settings.getByRole('textbox', { name: 'Address' }).fill(openai.baseUrl);
  await settings.getByLabel('API key (optional)').fill(key);
  return settings;
}

test('a provider is added, tested, chosen and used, and its key never comes back', async ({
  parley,
  openai,
}) => {
  openai.requireKey(KEY);
  const page = await parley.start();
  const settings = await fillForm(page, openai, KEY);
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(settings.getByText('Connected: 2 models found')).toBeVisible();
  await expect(settings.getByText(`A key is stored: …${KEY.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(KEY);
  await expect(settings.getByRole('heading', { name: 'Testing House' })).toBeVisible();
  await settings.getByRole('button', { name: 'Use fake-large for new conversations' }).click();
  await expect(settings.getByText('New conversations now use fake-large.')).toBeFocused();
  await settings.getByRole('button', { name: 'Providers' }).first().click();
  await expect(settings.getByRole('button', { name: 'Add provider' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await page.getByRole('button', { name: 'Model: fake-large' }).click();
  await page.getByRole('combobox', { name: 'Search models' }).fill('fake-small');
  await expect(page.getByRole('option', { name: 'fake-small' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Model: fake-small' })).toBeVisible();
  await say(page, 'Are you there?');
  await expect(transcriptOf(page).getByText('You said: Are you there?')).toBeVisible();
  const request = await openai.request('Are you there?');
  expect(request.body?.model).toBe('fake-small');
  expect(request.authorization).toBe(`Bearer ${KEY}`);
});

test('a service is found by what people call it, and another one is offered in its place', async ({
  parley,
}) => {
  const page = await parley.start();
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const settings = settingsOf(page);
  const search = settings.getByPlaceholder('Search services');
  for (const [words, name] of [
    ['claude', 'Anthropic'],
    ['chatgpt', 'OpenAI'],
    ['kimi', 'OpenRouter'],
    ['qwen', 'LM Studio'],
  ] as const) {
    await search.fill(words);
    await expect(settings.getByRole('option', { name }).first()).toBeVisible();
  }
  await search.fill('nobody knows it');
  await expect(settings.getByText('No such service.', { exact: false })).toBeVisible();
  await search.press('Enter');
  await expect(settings.getByRole('heading', { name: 'OpenAI-compatible server' })).toBeVisible();
});

test('a wrong key is told when the provider is added, and another one puts it right', async ({
  parley,
  openai,
}) => {
  openai.requireKey(KEY);
  const page = await parley.start();
  const settings = await fillForm(page, openai, 'sk-mistyped-000000000000');
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(settings.getByText('Testing House did not accept the key')).toBeVisible();
  await settings.getByRole('button', { name: 'Replace' }).click();
  await settings.getByLabel('API key (optional)').fill(KEY);
  await settings.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(settings.getByText('Connected: 2 models found')).toBeVisible();
});

test('a provider that was removed is gone, and the next conversation is ELIZA’s', async ({
  page,
}) => {
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = settingsOf(page);
  await settings.getByRole('button', { name: 'Providers' }).click();
  await settings.getByRole('button', { name: /Testing House/ }).click();
  await settings.getByRole('button', { name: 'Remove provider' }).click();
  const question = page.getByRole('dialog', { name: 'Remove Testing House?' });
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(settings.getByRole('button', { name: /Testing House/ })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Model: ELIZA' })).toBeVisible();
});

test('a keychain that is not open is named when a key was entered, which then ends with the app', async ({
  parley,
  openai,
}) => {
  // By its name there is a keyring.
  const environment = { PARLEY_STAND_IN_KEYRING: 'gnome_libsecret/missing' };
  const page = await parley.start(environment);
  test.skip(
    parley.app().host === 'electron',
    'the keychain of a real system is not ours to change',
  );
  const uses = await parley
    .app()
    .standIn?.evaluate((_electron, _nothing, desktop) => [...desktop.keyring.uses()], null);
  expect(uses).toEqual([]);
  const settings = await fillForm(page, openai, KEY);
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(settings.getByText('No keychain of your system is open')).toBeVisible();
  await parley.quit();
  const again = await parley.start(environment);
  const { providers } = await callMain(again, 'app.open', {});
  expect(providers.find(({ name }) => name === 'Testing House')?.credential.state).toBe('absent');
});
