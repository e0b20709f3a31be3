import type { Locator, Page } from 'playwright/test';
import { expect, say, sidebarOf, test } from '../driver/person.ts';

function tooltipOf(page: Page): Locator {
  return page.locator('[popover="manual"][aria-hidden="true"]');
}

async function startWithConversation(page: Page): Promise<Locator> {
  await say(page, 'Hello');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  return sidebarOf(page).getByRole('button', { name: 'Hello', exact: true });
}

/** How far the left edges and the nearer horizontal edges of two elements are apart, in pixels. */
async function distance(one: Locator, other: Locator): Promise<{ x: number; y: number }> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (a === null || b === null) throw new Error('An element is not there.');
  const y = a.y < b.y ? b.y - a.y - a.height : a.y - b.y - b.height;
  return { x: Math.abs(a.x - b.x), y: Math.round(y) };
}

test('a menu opened by a key has its first entry chosen, and gives the focus back', async ({
  parley,
}) => {
  const page = await parley.start();
  await startWithConversation(page);
  const button = page.getByRole('button', { name: 'Conversation options' });
  await button.press('Enter');
  const menu = page.getByRole('menu', { name: 'Conversation options' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('End');
  await expect(menu.getByRole('menuitem').last()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
  await button.press('ArrowDown');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
});

test('a menu opens at a press and closes at the next one, wherever that is', async ({ parley }) => {
  const page = await parley.start();
  const row = await startWithConversation(page);
  const button = page.getByRole('button', { name: 'Conversation options' });
  const menu = page.getByRole('menu');
  await button.click();
  await expect(menu).toBeVisible();
  expect((await distance(button, menu)).y).toBe(5);
  await button.click();
  await expect(menu).toBeHidden();
  await button.click();
  await page.getByRole('textbox', { name: 'Message', exact: true }).click();
  await expect(menu).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();

  await row.click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Pin' }).click();
  await expect(menu).toBeHidden();
  await row.click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Unpin' })).toBeVisible();
});

test('a popover stands at its button, keeps inside the window and closes without doing more', async ({
  parley,
}) => {
  const page = await parley.start();
  await startWithConversation(page);
  const button = page.getByRole('button', { name: /^Model: / });
  const popover = page.getByRole('dialog', { name: 'Choose a model' });
  await button.click();
  await expect(page.getByRole('combobox', { name: 'Search models' })).toBeFocused();
  await expect.poll(() => distance(popover, button)).toEqual({ x: 0, y: 6 });
  const box = await popover.boundingBox();
  expect(box?.y).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(popover).toBeHidden();
  await button.click();
  await button.click();
  await expect(popover).toBeHidden();
  await button.click();
  await page.getByRole('heading', { name: 'Hello' }).click();
  await expect(popover).toBeHidden();
});

test('the name of a button is shown under the pointer and at the focus, above a dialog too', async ({
  parley,
}) => {
  const page = await parley.start();
  await page.getByRole('button', { name: 'Hide sidebar' }).hover();
  await expect(tooltipOf(page)).toHaveText(/^Hide sidebar/);
  await expect(tooltipOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tooltipOf(page)).toBeHidden();

  await page.keyboard.press('ControlOrMeta+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const close = settings.getByRole('button', { name: 'Close' });
  await close.hover();
  await expect(tooltipOf(page)).toHaveText('Close');
  await expect(tooltipOf(page)).toBeVisible();
  await close.click();
  await expect(tooltipOf(page)).toBeHidden();
});
