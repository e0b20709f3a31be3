import type { Page } from 'playwright/test';
import { callMain, expect, test } from '../driver/person.ts';

function surfaceOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

test('dark is dark at once and after a restart, whatever the system says', async ({ parley }) => {
  let page = await parley.start();
  await callMain(page, 'settings.change', { theme: 'light' });
  await expect.poll(() => surfaceOf(page)).toBe('rgb(253, 252, 250)');
  await callMain(page, 'settings.change', { theme: 'dark' });
  await expect.poll(() => surfaceOf(page)).toBe('rgb(29, 28, 26)');
  await parley.quit();
  page = await parley.start();
  expect(await surfaceOf(page)).toBe('rgb(29, 28, 26)');
  const behind = await parley
    .app()
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor(), null);
  expect(behind?.toLowerCase()).toBe('#1d1c1a');
});

test('the whole app speaks Russian as soon as it is chosen', async ({ parley }) => {
  const page = await parley.start();
  await callMain(page, 'settings.change', { language: 'ru' });
  await expect(page.getByRole('navigation', { name: 'Беседы' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Новая беседа' }).first()).toBeVisible();
  const titles = await parley
    .app()
    .evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label), null);
  expect(titles).toContain('Правка');
});

test('the window comes back where it was', async ({ parley }) => {
  await parley.start();
  const bounds = { x: 40, y: 60, width: 900, height: 640 };
  await parley.app().evaluate(({ BrowserWindow }, rectangle) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(rectangle);
  }, bounds);
  await parley.quit();
  await parley.start();
  const restored = await parley
    .app()
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(), null);
  expect(restored).toMatchObject({ width: 900, height: 640 });
});
