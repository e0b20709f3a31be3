import type { Page } from 'playwright/test';
import {
  hasOwnDesktop,
  PORTAL,
  pressAnywhere,
  takeKeys,
  withDesktop,
} from '../driver/desktop-person.ts';
import { callMain, expect, mainPages, say, sidebarOf, test } from '../driver/person.ts';
import type { Parley } from '../driver/person.ts';
import { expectHidden, expectShown } from '../driver/quick-person.ts';

const SUGGESTED = 'Control+Alt+Space';

async function openPane(page: Page, name: 'Quick prompt' | 'Shortcuts'): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('button', { name, exact: true })
    .click();
}

function recorderOf(page: Page) {
  return page.getByRole('button', { name: /^Global shortcut: / });
}

function titleOf(page: Page) {
  return page.getByRole('heading', { name: 'I am happy.' });
}

function menuKeys(parley: Parley, id: string): Promise<string | null> {
  return parley
    .app()
    .evaluate(
      ({ Menu }, wanted) =>
        (Menu.getApplicationMenu()?.getMenuItemById(wanted)?.accelerator as string | null) ?? null,
      id,
    );
}

test.describe('from everywhere', () => {
  test.skip(!hasOwnDesktop, 'the stand-in’s desktop hands out keys to a spec');

  test('the suggested keys open and close the quick prompt, and the window stays as it is', async ({
    parley,
  }) => {
    const page = await parley.start();
    expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(true);
    await expectShown(parley.app());
    expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(true);
    await expectHidden(parley.app());
    expect(mainPages(parley.app())).toEqual([page]);
  });

  test('other keys are recorded by pressing them, tried by pressing them, and taken back', async ({
    parley,
  }) => {
    const page = await parley.start();
    await openPane(page, 'Quick prompt');
    await expect(page.getByText('Ctrl+Alt+Space is registered.')).toBeVisible();
    await recorderOf(page).click();
    // Its own keys reach the recorder meanwhile.
    expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(false);
    await page.keyboard.press('Control+Alt+j');
    await expect(page.getByText('Ctrl+Alt+J is registered.')).toBeVisible();
    expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(false);

    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText('Press Ctrl+Alt+J now')).toBeVisible();
    expect(await pressAnywhere(parley.app(), 'CommandOrControl+Alt+J')).toBe(true);
    await expect(page.getByText('Ctrl+Alt+J works: the press arrived.')).toBeVisible();
    expect(await pressAnywhere(parley.app(), 'CommandOrControl+Alt+J')).toBe(true);
    await expectShown(parley.app());
    expect(await pressAnywhere(parley.app(), 'CommandOrControl+Alt+J')).toBe(true);
    await expectHidden(parley.app());

    await page.getByRole('button', { name: 'Reset to Ctrl+Alt+Space' }).click();
    await expect(page.getByText('Ctrl+Alt+Space is registered.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove shortcut' }).click();
    await expect(recorderOf(page)).toHaveText('None');
    expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(false);
  });

  test('keys that cannot be had, or should not be taken, are said at once', async ({ parley }) => {
    const page = await parley.start();
    await takeKeys(parley.app(), 'CommandOrControl+Alt+J');
    await openPane(page, 'Quick prompt');
    await recorderOf(page).click();
    await page.keyboard.press('Control+Alt+j');
    await expect(page.getByText('Ctrl+Alt+J could not be taken')).toBeVisible();
    await page.getByRole('button', { name: 'Reset to Ctrl+Alt+Space' }).click();

    await recorderOf(page).click();
    await page.keyboard.press('Control+e');
    await expect(page.getByRole('alert')).toContainText('used inside many programs');
    expect(await pressAnywhere(parley.app(), 'CommandOrControl+E')).toBe(false);
    await page.getByRole('button', { name: 'Leave it as it is' }).click();

    await recorderOf(page).click();
    await page.keyboard.press('Shift+a');
    await expect(page.getByRole('alert')).toContainText('types a character');
    await expect(page.getByRole('button', { name: 'Use them anyway' })).toBeHidden();

    await recorderOf(page).click();
    await page.keyboard.press('Escape');
    await expect(recorderOf(page)).toHaveText('Ctrl+Alt+Space');
    await expect(page.getByRole('heading', { name: 'Quick prompt' })).toBeVisible();
  });

  test('a Wayland desktop that decides by itself is said to; a press shows what it decided', async ({
    parley,
  }) => {
    await withDesktop([PORTAL], async (env) => {
      const wayland = { XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
      const page = await parley.start({ ...env, ...wayland });
      await openPane(page, 'Quick prompt');
      await expect(page.getByText('This desktop was asked for Ctrl+Alt+Space')).toBeVisible();
      await expect(page.getByRole('radio', { name: 'GNOME' })).toBeChecked();
      await expect(page.getByText('gsettings set')).toBeVisible();
      expect(await pressAnywhere(parley.app(), SUGGESTED)).toBe(true);
      await expect(page.getByText('Ctrl+Alt+Space works: the press arrived.')).toBeVisible();
      await expect(page.getByText('gsettings set')).toBeHidden();
    });
  });

  test('a Wayland desktop that hands out nothing is told by its own settings, spelled out', async ({
    parley,
  }) => {
    await withDesktop([], async (env) => {
      const wayland = { XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'sway' };
      const page = await parley.start({ ...env, ...wayland });
      await openPane(page, 'Quick prompt');
      await expect(page.getByText('This desktop lets no program take keys.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Try it' })).toBeHidden();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await expect
        .poll(() => parley.app().readClipboard())
        .toMatch(/^bindsym Ctrl\+Mod1\+space exec .+ --toggle-quick$/);
      await page.getByRole('radio', { name: 'Hyprland' }).check();
      await expect(
        page.getByText(/^bind = CTRL ALT, space, exec, .+ --toggle-quick$/),
      ).toBeVisible();
    });
  });
});

test('the system hands out the suggested keys, and takes them back', async ({ parley }) => {
  const page = await parley.start();
  const { accelerator } = (await callMain(page, 'app.open', {})).desktop.shortcut;
  expect(accelerator).not.toBe('');
  const isRegistered = () =>
    parley
      .app()
      .evaluate(({ globalShortcut }, keys) => globalShortcut.isRegistered(keys), accelerator);
  await expect.poll(isRegistered).toBe(true);
  await callMain(page, 'settings.change', { shortcuts: { quickPrompt: '' } });
  expect(await isRegistered()).toBe(false);
});

test('keys of commands are changed in the settings; window, menu and palette follow, also after a restart', async ({
  parley,
}) => {
  let page = await parley.start();
  await say(page, 'I am happy.');
  await openPane(page, 'Shortcuts');
  await page.getByRole('button', { name: /^New Conversation: .*Change$/ }).click();
  await page.keyboard.press('Alt+Shift+N');
  await expect(page.getByRole('button', { name: /^New Conversation: / }).last()).toHaveText(
    /^(Alt\+Shift\+N|⌥⇧N)$/,
  );
  await expect.poll(() => menuKeys(parley, 'conversation.new')).toBe('Alt+Shift+N');
  await page.keyboard.press('Escape');

  await expect(titleOf(page)).toBeVisible();
  await page.keyboard.press('Alt+Shift+N');
  await expect(titleOf(page)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('option', { name: /New Conversation/ })).toContainText(
    /Alt\+Shift\+N|⌥⇧N/,
  );
  await page.keyboard.press('Escape');
  await parley.quit();

  page = await parley.start();
  await sidebarOf(page).getByText('I am happy.').click();
  await expect(titleOf(page)).toBeVisible();
  await expect.poll(() => menuKeys(parley, 'conversation.new')).toBe('Alt+Shift+N');
  await openPane(page, 'Shortcuts');
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect.poll(() => menuKeys(parley, 'conversation.new')).toBe('CommandOrControl+N');
});

test('keys of another command are taken only when the person says so', async ({ parley }) => {
  const page = await parley.start();
  await openPane(page, 'Shortcuts');
  const recorder = page.getByRole('button', { name: /^New Conversation: .*Change$/ });
  await recorder.click();
  await page.keyboard.press('ControlOrMeta+b');
  await expect(page.getByRole('alert')).toContainText('“Show or Hide Sidebar” already');
  expect((await callMain(page, 'app.open', {})).settings.shortcuts.commands).toEqual({});
  await page.getByRole('button', { name: 'Use them here instead' }).click();
  await expect
    .poll(async () => (await callMain(page, 'app.open', {})).settings.shortcuts.commands)
    .toEqual({ 'conversation.new': 'CommandOrControl+B', 'sidebar.toggle': '' });
  await recorder.click();
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page.getByRole('alert')).toContainText('belongs to the menu or to the system');
});
