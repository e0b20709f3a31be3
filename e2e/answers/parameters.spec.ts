import { expect, say, test, transcriptOf, useService } from '../driver/person.ts';

test('every option of an answer can be chosen, is judged in the app’s own words, and is sent', async ({
  parley,
  openai,
}) => {
  const page = await parley.start();
  await useService(page, openai);
  await say(page, 'Good morning');
  await expect(transcriptOf(page).getByText('You said: Good morning')).toBeVisible();
  await page.getByRole('button', { name: 'Conversation options' }).click();
  await page.getByRole('menuitem', { name: 'Instructions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Instructions' });
  const temperature = dialog.getByRole('textbox', { name: 'Temperature' });
  await expect(temperature).toHaveAttribute('placeholder', 'Provider default');
  await temperature.fill('3');
  await dialog.getByText('More', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Top P' }).fill('0,9');
  await dialog.getByRole('textbox', { name: 'Presence penalty' }).fill('-1.5');
  await dialog.getByRole('textbox', { name: 'Frequency penalty' }).fill('0.25');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a number from 0 to 2, or nothing.')).toBeVisible();
  await temperature.fill('0.7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await say(page, 'And now?');
  const { body } = await openai.request('And now?');
  expect(body).toMatchObject({
    temperature: 0.7,
    top_p: 0.9,
    presence_penalty: -1.5,
    frequency_penalty: 0.25,
  });
});

test('a wait that the provider asks for counts down on Retry, and the answer comes by itself', async ({
  parley,
  openai,
}) => {
  const page = await parley.start();
  await useService(page, openai);
  // Longer than what is waited for unasked.
  const headers = { 'retry-after': '16' };
  openai.when('Slowly', { type: 'status', status: 429, message: 'Rate limit.', headers });
  await say(page, 'Slowly');
  await expect(page.getByText(/Wait requested: \d+ sec\./)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Retry · \d+ sec$/ })).toBeVisible();
  openai.when('Slowly', { type: 'stream', text: 'Here it is.' });
  await page.getByRole('button', { name: 'Send automatically' }).click();
  await expect(page.getByRole('button', { name: 'Will be sent automatically' })).toBeVisible();
  await expect(transcriptOf(page).getByText('Here it is.')).toBeVisible({ timeout: 30_000 });
});

test('a closed service wants an address, and none of its former ones', async ({ parley }) => {
  const page = await parley.start();
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('option', { name: 'GravityEngine' }).click();
  await expect(settings.getByText(/Closed since July 24, 2023/)).toBeVisible();
  await expect(settings.getByText(/Leave it empty/)).toBeHidden();
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(settings.getByText('Enter the address of the server.')).toBeVisible();
  const address = settings.getByRole('textbox', { name: 'Address' });
  await address.fill('https://gpt4.gravityengine.cc/api/openai/v1');
  await expect(settings.getByText(/It is closed and may belong to others/)).toBeVisible();
  await settings.getByLabel('Access code (optional)').fill('密码');
  await settings.getByLabel('A key of your own (optional)').focus();
  await expect(settings.getByText(/sent only in plain letters/)).toBeVisible();
});
