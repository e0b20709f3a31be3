import type { Page } from 'playwright/test';
import { startFakeOpenAi } from '../fake-providers/openai.ts';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import { callMain, expect, say, test as base, transcriptOf } from '../driver/person.ts';

/** A second service, whose models have names of their own. */
const test = base.extend<{ readonly backup: FakeOpenAi }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are needed
  backup: async ({}, provide) => {
    const backup = await startFakeOpenAi(() => 'The backup is here.', ['backup-one', 'backup-two']);
    await provide(backup);
    await backup.close();
  },
});

const slowDown = {
  type: 'status',
  status: 429,
  message: 'Rate limit reached.',
  headers: { 'retry-after': '3600' },
} as const;

async function addBackup(page: Page, { baseUrl }: FakeOpenAi): Promise<string> {
  const definitionId = 'openai-compatible';
  return callMain(page, 'provider.save', { definitionId, name: 'Backup House', baseUrl });
}

async function openProviders(page: Page) {
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Providers' }).click();
  return settings;
}

test('a chain is put together by keyboard, and a model that cannot answer is stood in for, with the way told', async ({
  openai,
  backup,
  page,
}) => {
  await addBackup(page, backup);
  const settings = await openProviders(page);
  for (const model of ['backup-one', 'backup-two']) {
    await settings.getByRole('button', { name: 'Add a model' }).press('Enter');
    await page.getByRole('combobox', { name: 'Search models' }).fill(model);
    await page.keyboard.press('Enter');
    await expect(settings.getByRole('button', { name: `Move ${model} up` })).toBeVisible();
  }
  const chain = settings.getByRole('list', { name: 'Fallback models in order' });
  await settings.getByRole('button', { name: 'Move backup-two up' }).press('Enter');
  await expect(chain.getByRole('listitem').first()).toContainText('backup-two');
  // The button that can do no more has given the focus to its neighbour.
  await expect(settings.getByRole('button', { name: 'Move backup-two down' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(chain.getByRole('listitem').first()).toContainText('backup-one');
  await settings.getByRole('button', { name: 'Close' }).click();

  openai.when('Anyone?', slowDown);
  await say(page, 'Anyone?');
  const transcript = transcriptOf(page);
  await expect(transcript.getByText('The backup is here.')).toBeVisible();
  const way = transcript.getByText(
    'Answered by backup-one after fake-large: Testing House asks you to slow down',
  );
  await expect(way).toBeVisible();
  await way.click();
  await expect(transcript.getByRole('listitem').filter({ hasText: 'answered' })).toContainText(
    backup.baseUrl.replace('http://', ''),
  );
  await expect(transcript.getByRole('article', { name: 'backup-one' })).toBeVisible();
});

test('a conversation may have a chain of its own, which outlives a restart', async ({
  parley,
  openai,
  backup,
  page,
}) => {
  await addBackup(page, backup);
  await say(page, 'Good morning');
  await expect(transcriptOf(page).getByText('You said: Good morning')).toBeVisible();
  await page.getByRole('button', { name: 'Conversation options' }).click();
  await page.getByRole('menuitem', { name: 'Instructions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Instructions' });
  await dialog.getByRole('combobox', { name: 'Fallback models' }).click();
  await page.getByRole('option', { name: 'Custom list' }).click();
  await dialog.getByRole('button', { name: 'Add a model' }).click();
  await page.getByRole('option', { name: 'backup-two' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();

  openai.when('Still there?', slowDown);
  await say(page, 'Still there?');
  await expect(
    transcriptOf(page).getByText(/Answered by backup-two after fake-large/),
  ).toBeVisible();
  await parley.quit();
  const again = await parley.start();
  await again.getByRole('navigation', { name: 'Conversations' }).getByText('Good morning').click();
  await expect(
    transcriptOf(again).getByText(/Answered by backup-two after fake-large/),
  ).toBeVisible();
  openai.when('And now?', slowDown);
  await say(again, 'And now?');
  await expect(transcriptOf(again).getByText(/Answered by backup-two/)).toHaveCount(2);
});

test('when nobody answers, the failure is that of the chosen model, and all are named', async ({
  openai,
  backup,
  page,
}) => {
  const providerId = await addBackup(page, backup);
  await callMain(page, 'settings.change', { fallback: [{ providerId, modelId: 'backup-one' }] });
  openai.when('Anyone?', slowDown);
  backup.when('Anyone?', { type: 'status', status: 401, message: 'Who are you?' });
  await say(page, 'Anyone?');
  const transcript = transcriptOf(page);
  await expect(
    transcript.getByRole('region', { name: 'Testing House asks you to slow down' }),
  ).toBeVisible();
  await expect(transcript.getByText(/Tried in turn: fake-large: .*backup-one: /)).toBeVisible();
});
