import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, say, test, transcriptOf } from '../driver/person.ts';

test('a conversation is copied and exported from its menu', async ({ page, parley }) => {
  const app = parley.app();
  const target = join(parley.userData, '..', 'box.md');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await say(page, 'Pack my box');
  await expect(transcriptOf(page).getByText('You said: Pack my box')).toBeVisible();

  const menu = page.getByRole('button', { name: 'Conversation options' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect
    .poll(() => app.readClipboard())
    .toBe('**You**\n\nPack my box\n\n**fake-large**\n\nYou said: Pack my box');

  await menu.click();
  await page.getByRole('menuitem', { name: 'Export' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Markdown…', exact: true }).press('Enter');
  await expect(page.getByText('Exported to box.md')).toBeVisible();
  expect(readFileSync(target, 'utf8')).toContain('## You\n\nPack my box\n');
});
