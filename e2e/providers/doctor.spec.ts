import type { Locator, Page } from 'playwright/test';
import { expect, KEY, say, test, transcriptOf } from '../driver/person.ts';

async function openForm(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Providers' }).click();
  await settings.getByRole('button', { name: /Testing House/ }).click();
  return settings;
}

/** A step of the check by what is said of it. */
function step(where: Locator, name: string, status: string): Locator {
  return where.getByRole('listitem').filter({ hasText: `${name}: ${status}` });
}

test('a connection is checked step by step, and the report can be given away', async ({
  parley,
  openai,
  page,
}) => {
  const settings = await openForm(page);
  await settings.getByRole('button', { name: 'Check connection' }).click();
  const check = settings.getByRole('region', { name: 'Check connection' });
  await expect(check.getByText('The connection works: fake-large answers.')).toBeVisible();
  await expect(step(check, 'Address', 'OK')).toContainText(openai.baseUrl.replace('http://', ''));
  await expect(step(check, 'Encryption', 'not needed')).toBeVisible();
  await expect(step(check, 'Key', 'OK')).toBeVisible();
  await expect(step(check, 'Model list', 'OK')).toContainText('2 models');
  await expect(step(check, 'First word of an answer', 'OK')).toContainText('fake-large');

  await check.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByText('Report copied.')).toBeVisible();
  const report = await parley.app().readClipboard();
  expect(report).toContain('Parley connection report');
  expect(report).toContain('2 models');
  expect(report).not.toContain(KEY);
  expect(report).not.toContain(parley.userData);
});

test('the step that fails says what to do, and the check can be made again', async ({
  openai,
  page,
}) => {
  openai.requireKey('another key');
  const settings = await openForm(page);
  await settings.getByRole('button', { name: 'Check connection' }).click();
  const check = settings.getByRole('region', { name: 'Check connection' });
  const key = step(check, 'Key', 'failed');
  await expect(key).toContainText('Testing House did not accept the key');
  await expect(key).toContainText('Check that the key is complete');
  await expect(step(check, 'First word of an answer', 'not checked')).toBeVisible();
  openai.requireKey(KEY);
  await check.getByRole('button', { name: 'Check again' }).click();
  await expect(check.getByText('The connection works')).toBeVisible();
});

test('a message that failed leads to the check of its model', async ({ openai, page }) => {
  openai.requireKey('another key');
  await say(page, 'Hello');
  await transcriptOf(page).getByRole('button', { name: 'Check connection' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check the connection to Testing House' });
  await expect(step(dialog, 'Key', 'failed')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
