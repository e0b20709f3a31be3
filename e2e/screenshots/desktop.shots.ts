import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright';
import { PORTAL, pressAnywhere, takeKeys, TRAY, withDesktop } from '../driver/desktop-person.ts';
import { callMain, expect, test } from '../driver/person.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}

async function openPane(page: Page, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: /^(Settings|Настройки)$/ });
  if (!(await navigation.isVisible()))
    await page.getByRole('button', { name: /^(Settings|Настройки)$/ }).click();
  await navigation.getByRole('button', { name, exact: true }).click();
}

function recorderOf(page: Page): Locator {
  return page.getByRole('button', { name: /^Global shortcut: / });
}

test('the recorder in each state', async ({ parley }) => {
  const page = await parley.start();
  await callMain(page, 'settings.change', { theme: 'light' });
  await openPane(page, 'Quick prompt');
  await expect(page.getByText('is registered')).toBeVisible();
  await recorderOf(page).click();
  await expect(recorderOf(page)).toHaveText('Press the keys…');
  await shoot(page, 'shortcut-recording');
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot(page, 'shortcut-objection');
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await pressAnywhere(parley.app(), 'Control+Alt+Space');
  await expect(page.getByText('the press arrived')).toBeVisible();
  await shoot(page, 'shortcut-arrived');
  await takeKeys(parley.app(), 'CommandOrControl+Alt+J');
  await recorderOf(page).click();
  await page.keyboard.press('Control+Alt+j');
  await expect(page.getByText('could not be taken')).toBeVisible();
  await shoot(page, 'shortcut-taken');
});

test('a Wayland desktop', async ({ parley }) => {
  await withDesktop([PORTAL], async (env) => {
    const wayland = { XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
    const page = await parley.start({ ...env, ...wayland });
    await callMain(page, 'settings.change', { theme: 'light' });
    await openPane(page, 'Quick prompt');
    await expect(page.getByText('gsettings set').first()).toBeVisible();
    await shoot(page, 'shortcut-wayland');
  });
});

test('the panes', async ({ parley }) => {
  await withDesktop([TRAY], async (env) => {
    const page = await parley.start(env);
    await callMain(page, 'settings.change', { theme: 'light' });
    await openPane(page, 'General');
    await shoot(page, 'settings-general');
    await openPane(page, 'Shortcuts');
    await page.getByRole('button', { name: /^New Conversation: .*Change$/ }).click();
    await page.keyboard.press('Control+b');
    await expect(page.getByRole('alert')).toBeVisible();
    await shoot(page, 'settings-shortcuts');
    await callMain(page, 'settings.change', { theme: 'dark', language: 'ru' });
    await openPane(page, 'Быстрый вопрос');
    await shoot(page, 'settings-quick-prompt-dark-ru');
  });
});
