import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';
import { callMain, expect, say, test, transcriptOf } from '../driver/person.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page as it is, a line each. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  // A dialog fades in: its colours count when it is there.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))),
  );
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const theme of ['light', 'dark'] as const) {
  test(`nothing of the quick prompt is out of reach in the ${theme} theme`, async ({ parley }) => {
    const page = await parley.startQuickPrompt();
    await callMain(page, 'settings.change', { theme });
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+m');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await say(page, 'Hello');
    await expect(transcriptOf(page).getByRole('article')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
    expect(await violationsOn(page)).toEqual([]);
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`nothing is out of reach in the ${theme} theme`, async ({ parley }) => {
    const page = await parley.start();
    await callMain(page, 'settings.change', { theme });
    expect(await violationsOn(page)).toEqual([]);
    await say(page, 'Hello');
    await expect(transcriptOf(page).getByRole('article')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+Comma');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    const sections = [
      'General',
      'Quick prompt',
      'Shortcuts',
      'Appearance',
      'Providers',
      'Network',
      'Data',
      'About',
    ];
    for (const section of sections) {
      await settings.getByRole('button', { name: section, exact: true }).click();
      await expect(settings.getByRole('heading', { name: section, exact: true })).toBeVisible();
      expect(await violationsOn(page), section).toEqual([]);
    }
  });
}
