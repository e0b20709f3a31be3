import type { Page } from 'playwright/test';
import {
  callMain,
  expect,
  say,
  sidebarOf,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';
import type { Parley } from '../driver/person.ts';

const fieldOf = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

async function resize(parley: Parley, width: number): Promise<void> {
  await parley.app().evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setSize(size, 700);
  }, width);
}

test('the sidebar over a narrow window takes the focus and gives it back', async ({ parley }) => {
  const page = await parley.start();
  await say(page, 'I am unhappy about my computer.');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await resize(parley, 480);
  await expect(sidebarOf(page)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+b');
  const row = sidebarOf(page).getByRole('button', {
    name: 'I am unhappy about my computer.',
    exact: true,
  });
  await page.keyboard.press('Tab');
  await expect(sidebarOf(page).getByRole('button', { name: 'Hide sidebar' })).toBeFocused();
  // The first one takes the words beside the button away.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(sidebarOf(page)).toBeHidden();
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+b');
  await row.press('Enter');
  await expect(fieldOf(page)).toBeFocused();
});

test('a dialog that a menu opened leaves the focus where one goes on', async ({ parley }) => {
  const page = await parley.start();
  await say(page, 'Hello');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.getByRole('button', { name: 'Conversation options' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Instructions' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Instructions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(fieldOf(page)).toBeFocused();
});

test('the choice of a model begins with the one in use, by its name', async ({
  parley,
  openai,
}) => {
  const page = await parley.start();
  await expect(page.getByPlaceholder('Write to ELIZA')).toBeVisible();
  const providerId = await useService(page, openai);
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'fake-small' } });
  await page.keyboard.press('ControlOrMeta+m');
  const chosen = page.getByRole('option', { name: 'fake-small' });
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Model: fake-large' })).toBeVisible();
  await expect(fieldOf(page)).toBeFocused();
});

test('branches are turned by keys, and the focus goes along', async ({ page }) => {
  await say(page, 'Name my bakery');
  await expect(transcriptOf(page).getByText('You said: Name my bakery')).toBeVisible();
  await page.getByRole('button', { name: 'Answer again', exact: true }).press('Enter');
  const previous = page.getByRole('button', { name: 'Previous version' });
  await previous.press('Enter');
  await expect(transcriptOf(page).getByText('1 / 2')).toBeVisible();
  await expect(previous).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(transcriptOf(page).getByText('2 / 2')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next version' })).toBeFocused();
});
