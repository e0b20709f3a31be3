import type { Page } from 'playwright/test';
import { expect, say, sidebarOf, test, transcriptOf } from '../driver/person.ts';

async function converse(page: Page, ...questions: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  for (const question of questions) {
    await say(page, question);
    await expect(transcriptOf(page).getByText(`You said: ${question}`)).toBeVisible();
  }
}

const fieldOf = (page: Page) => sidebarOf(page).getByRole('searchbox');
const resultsOf = (page: Page) => sidebarOf(page).getByRole('region', { name: 'Search results' });

test('what was said is found as it is typed, with its place in the text', async ({ page }) => {
  await converse(page, 'The harbour in Bergen', 'A zebra crossed the café');
  await converse(page, 'Something else');

  await fieldOf(page).fill('ZEBRA cafe');
  const result = resultsOf(page).getByRole('button', { name: /A zebra crossed the café/ });
  await expect(result).toBeVisible();
  await expect(result.locator('mark')).toHaveText(['zebra', 'café']);
  await expect(resultsOf(page).getByText('1 conversation')).toBeVisible();

  await fieldOf(page).fill('nothing like this');
  await expect(resultsOf(page).getByText('Nothing found for “nothing like this”')).toBeVisible();

  await fieldOf(page).press('Escape');
  await expect(resultsOf(page)).toBeHidden();
});

test('a result leads to its message, also on a branch that is not shown', async ({
  openai,
  page,
}) => {
  await converse(page, 'First of all');
  openai.when('Choose', { type: 'stream', text: `The walrus.\n\n${'More. '.repeat(600)}` });
  await say(page, 'Choose');
  await expect(transcriptOf(page).getByText('The walrus.')).toBeVisible();
  openai.when('Choose', { type: 'stream', text: 'The penguin.' });
  await page.getByRole('button', { name: 'Regenerate', exact: true }).last().click();
  await expect(transcriptOf(page).getByText('The penguin.')).toBeVisible();

  await fieldOf(page).fill('walrus');
  await expect(resultsOf(page).locator('mark')).toHaveText(['walrus']);
  await fieldOf(page).press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(transcriptOf(page).getByText('The walrus.')).toBeInViewport();
  await expect(transcriptOf(page).getByText('1 / 2')).toBeAttached();
});

test('the arrows lead through the results and back into the field', async ({ page }) => {
  await converse(page, 'needle one');
  await converse(page, 'needle two');
  await fieldOf(page).fill('needle');
  const results = resultsOf(page).getByRole('button');
  await expect(results).toHaveCount(2);
  await fieldOf(page).press('ArrowDown');
  await expect(results.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(results.last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(fieldOf(page)).toBeFocused();
});

test('what is in the trash is not found', async ({ page }) => {
  await converse(page, 'hay');
  await converse(page, 'needle');
  await fieldOf(page).fill('needle');
  await expect(resultsOf(page).getByRole('button')).toHaveCount(1);
  await fieldOf(page).press('Escape');
  await sidebarOf(page)
    .getByRole('button', { name: /Options for/ })
    .first()
    .click({ force: true });
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await fieldOf(page).fill('needle');
  await expect(resultsOf(page).getByText(/Nothing found/)).toBeVisible();
});
