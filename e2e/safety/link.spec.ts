import type { Locator, Page } from 'playwright/test';
import { expect, say, test, transcriptOf } from '../driver/person.ts';

const passedOn = 'secret'.repeat(30);
const answer = `[openai.com](https://evil.example/login?next=1), [the docs](https://example.org/docs),
[here](https://example.org/search?q=${passedOn}) and ![a chart of bank.example](https://evil.example/chart.png).`;

test('a link that names another site opens only after its own site was shown', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const link = linkOf(page, 'openai.com');
  await link.click();
  const question = questionOf(page);
  await expect(question).toContainText('Its text says openai.com, but it leads to:');
  await expect(question.getByText('evil.example', { exact: true })).toBeVisible();
  await expect(question).toContainText('/login?next=1');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Copy address' }).click();
  await expect.poll(() => parley.app().readClipboard()).toBe('https://evil.example/login?next=1');
  expect(await parley.app().openedLinks()).toEqual([]);
  await question.getByRole('button', { name: 'Open', exact: true }).click();
  await expect
    .poll(() => parley.app().openedLinks())
    .toEqual(['https://evil.example/login?next=1']);
  await expect(question).toBeHidden();
});

test('the question is asked and answered by keyboard, and gives the focus back', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const link = linkOf(page, 'openai.com');
  for (const wayOut of ['Enter', 'Escape']) {
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(questionOf(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press(wayOut);
    await expect(questionOf(page)).toBeHidden();
    await expect(link).toBeFocused();
  }
  // The next one is honest: what was opened before it would stand before it.
  await linkOf(page, 'the docs').press('Enter');
  await expect.poll(() => parley.app().openedLinks()).toEqual(['https://example.org/docs']);
  await expect(questionOf(page)).toBeHidden();
});

test('a link that passes much on and an image of another site are asked about', async ({
  openai,
  page,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  await linkOf(page, 'here').click();
  await expect(questionOf(page)).toContainText('It hands a long piece of text to this site');
  await expect(questionOf(page)).toContainText('/search?q=secretsecret');
  await page.keyboard.press('Escape');
  await linkOf(page, 'a chart of bank.example').click();
  await expect(questionOf(page)).toContainText('Its text says bank.example, but it leads to:');
});

test('Escape closes the question in the quick prompt, and not its window', async ({
  openai,
  quickPage,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(quickPage, 'Show me');
  await linkOf(quickPage, 'openai.com').click();
  await expect(questionOf(quickPage).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await quickPage.keyboard.press('Escape');
  await expect(questionOf(quickPage)).toBeHidden();
  await expect(linkOf(quickPage, 'openai.com')).toBeFocused();
});

function linkOf(page: Page, name: string): Locator {
  return transcriptOf(page).getByRole('link', { name });
}

function questionOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Open this link?' });
}
