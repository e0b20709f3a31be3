import { expect, say, test, transcriptOf } from '../driver/person.ts';

test('an edited message makes a branch, and both can be read', async ({ page }) => {
  await say(page, 'A question');
  await expect(transcriptOf(page).getByText('You said: A question')).toBeVisible();
  await transcriptOf(page).getByText('A question', { exact: true }).hover();
  await page.getByRole('button', { name: 'Edit' }).first().click();
  await page.getByRole('textbox', { name: 'Edit your message' }).fill('A better question');
  await transcriptOf(page).getByRole('button', { name: 'Send' }).click();
  const transcript = transcriptOf(page);
  await expect(transcript.getByText('You said: A better question')).toBeVisible();
  await expect(transcript.getByText('You said: A question')).toBeHidden();
  await page.getByRole('button', { name: 'Previous version' }).click();
  await expect(transcript.getByText('You said: A question')).toBeVisible();
  await page.getByRole('button', { name: 'Next version' }).click();
  await expect(transcript.getByText('You said: A better question')).toBeVisible();
});

test('another answer stands beside the first one', async ({ openai, page }) => {
  openai.when('Choose', { type: 'stream', text: 'First choice.' });
  await say(page, 'Choose');
  await expect(transcriptOf(page).getByText('First choice.')).toBeVisible();
  openai.when('Choose', { type: 'stream', text: 'Second choice.' });
  await transcriptOf(page).getByText('First choice.').hover();
  await page.getByRole('button', { name: 'Regenerate', exact: true }).click();
  await expect(transcriptOf(page).getByText('Second choice.')).toBeVisible();
  await expect(transcriptOf(page).getByText('2 / 2')).toBeVisible();
  await page.getByRole('button', { name: 'Previous version' }).click();
  await expect(transcriptOf(page).getByText('First choice.')).toBeVisible();
});
