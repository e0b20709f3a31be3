import {
  callMain,
  expect,
  quickPromptOf,
  say,
  sidebarOf,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';
import { expectHidden, expectShown, toggle } from '../driver/quick-person.ts';
import { electronExecutable } from '../driver/launch.ts';
import type { DrivenApp } from '../driver/launch.ts';
import { formatModes } from '../stand-in/system-modes.ts';
import type { SystemMode } from '../stand-in/system-modes.ts';

test.skip(electronExecutable() !== null, 'a real system is as it is');

/** Where there is time for it: `npm run e2e:modes`. */
const isLong = process.env['PARLEY_E2E_LONG'] !== undefined;
const OPENINGS = isLong ? 20 : 3;

/** The worst systems, each with what it is made of. */
const systems: readonly {
  readonly name: string;
  readonly modes: readonly SystemMode[];
  /** As the stand-in's `safeStorage` takes it. */
  readonly keyring?: string;
  /** What it shows is looked at closer elsewhere, or differs little from another. */
  readonly onlyLong?: boolean;
}[] = [
  { name: 'a system that never says that a window can be shown', modes: ['no-ready-to-show'] },
  { name: 'one that says so only of a shown window', modes: ['late-ready-to-show'] },
  { name: 'one where nothing tells of loading', modes: ['no-ready-to-show', 'no-load-event'] },
  { name: 'Wayland', modes: ['wayland', 'no-ready-to-show'] },
  { name: 'a system that gives no app the focus', modes: ['no-focus'] },
  { name: 'macOS', modes: ['macos'] },
  {
    name: 'macOS where a panel brings every window',
    modes: ['macos', 'panels-unhide-all'],
    onlyLong: true,
  },
  { name: 'Windows', modes: ['windows', 'no-notifications'] },
  {
    name: 'Windows that encrypts nothing',
    modes: ['windows'],
    keyring: 'unavailable',
    onlyLong: true,
  },
  { name: 'a keyring that is locked', modes: [], keyring: 'gnome_libsecret/locked' },
  {
    name: 'a keyring that is not there',
    modes: [],
    keyring: 'gnome_libsecret/missing',
    onlyLong: true,
  },
];

for (const { name, modes, keyring } of systems.filter(({ onlyLong }) => isLong || !onlyLong)) {
  test(`${name}: windows appear, a question is answered, the end loses nothing`, async ({
    parley,
    openai,
  }) => {
    const environment = {
      PARLEY_STAND_IN_MODES: formatModes(modes),
      ...(keyring !== undefined && { PARLEY_STAND_IN_KEYRING: keyring }),
    };
    const page = await parley.start(environment);
    const app = parley.app();
    await expect.poll(() => isMainShown(app), { timeout: 15_000 }).toBe(true);

    await useService(page, openai);
    await say(page, 'Where is the window?');
    await expect(transcriptOf(page)).toContainText('You said: Where is the window?');

    const prompt = await quickPromptOf(app);
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      await toggle(app);
      await expectShown(app);
      // Whether the window has the focus is the system's; in the page it is in the field.
      await expect
        .poll(() => prompt.evaluate(() => document.activeElement?.tagName))
        .toBe('TEXTAREA');
      if (opening % 2 === 0) await prompt.keyboard.press('Escape');
      else await toggle(app);
      await expectHidden(app);
    }
    await toggle(app);
    await expectShown(app);
    await say(prompt, 'And where is this one?');
    await expect(transcriptOf(prompt)).toContainText('You said: And where is this one?');

    expect(await parley.app().quit()).toBe(0);
    const again = await parley.start(environment);
    await expect(sidebarOf(again).getByText('Where is the window?')).toBeVisible();
    await expect(sidebarOf(again).getByText('And where is this one?')).toBeVisible();
    const { summaries } = await callMain(again, 'app.open', {});
    expect(summaries).toHaveLength(2);
  });
}

function isMainShown(app: DrivenApp): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.isVisible() && window.webContents.getURL().includes('/index.html'),
      ),
    null,
  );
}
