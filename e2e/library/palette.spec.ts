import { expect, say, sidebarOf, test, transcriptOf } from '../driver/person.ts';

test('what is typed finds conversations by their titles, and Enter throws nothing away', async ({
  page,
}) => {
  for (const question of ['rich', 'Something else']) {
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await say(page, question);
    await expect(transcriptOf(page).getByText(`You said: ${question}`)).toBeVisible();
    await expect(
      sidebarOf(page).getByRole('button', { name: question, exact: true }),
    ).toBeVisible();
  }
  await page.keyboard.press('ControlOrMeta+K');
  const palette = page.getByRole('dialog', { name: 'Search conversations and commands' });
  await expect(palette.getByText('Recent conversations')).toBeVisible();
  await page.keyboard.type('rich');
  await expect(palette.getByRole('option')).toHaveText(['rich']);
  await page.keyboard.press('Enter');
  await expect(transcriptOf(page).getByText('You said: rich')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('trash');
  await expect(palette.getByRole('option')).toHaveText([/^Move Conversation to Trash/]);
  await page.keyboard.press('Escape');
  await expect(sidebarOf(page).getByRole('button', { name: 'rich', exact: true })).toBeVisible();
});

test('the key for undo brings back what was just thrown away', async ({ page }) => {
  await say(page, 'Keep me');
  await expect(transcriptOf(page).getByText('You said: Keep me')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+K');
  const palette = page.getByRole('dialog', { name: 'Search conversations and commands' });
  const top = (await palette.getByRole('combobox').boundingBox())?.y ?? 0;
  await page.keyboard.type('trash');
  await expect(palette.getByRole('option')).toHaveCount(1);
  // It may still be gliding in, by a few pixels; its rows must not move it.
  const moved = ((await palette.getByRole('combobox').boundingBox())?.y ?? 0) - top;
  expect(Math.abs(moved)).toBeLessThan(12);
  await page.keyboard.press('Enter');
  const row = sidebarOf(page).getByRole('button', { name: 'Keep me', exact: true });
  await expect(row).toBeHidden();
  await expect(page.getByText('is in the trash')).toBeVisible();
  const column = await page.getByRole('main').boundingBox();
  const told = await page.getByText('is in the trash').evaluate((words) => {
    const { left = 0, right = 0 } = words.closest('[popover]')?.getBoundingClientRect() ?? {};
    return (left + right) / 2;
  });
  expect(told).toBeCloseTo((column?.x ?? 0) + (column?.width ?? 0) / 2, 0);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(row).toBeVisible();
  await expect(transcriptOf(page).getByText('You said: Keep me')).toBeVisible();
});
