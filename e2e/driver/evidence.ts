import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from 'playwright/test';
import type { DrivenApp } from './launch.ts';

/** How long a page that may hang is given for one look at it, in milliseconds. */
const LOOK_TIMEOUT_MS = 5000;

/** What was seen and said when a spec failed, as files beside its report: pictures and trees of the pages, output and log. */
export async function keepEvidence(
  testInfo: TestInfo,
  app: DrivenApp,
  userData: string,
): Promise<void> {
  await keep(testInfo, 'output-of-main.txt', `${await lifeOf(app)}\n${app.output()}`);
  const log = join(userData, 'logs', 'parley.log');
  if (existsSync(log)) await keep(testInfo, 'parley.log', readFileSync(log));
  for (const [index, page] of app.pages().entries()) {
    const name = `${index}-${new URL(page.url()).pathname.replace(/^\/|\.html$/g, '')}`;
    await keepPage(testInfo, name, page);
  }
}

async function keepPage(testInfo: TestInfo, name: string, page: Page): Promise<void> {
  const options = { timeout: LOOK_TIMEOUT_MS };
  try {
    await keep(testInfo, `${name}.aria.yml`, await page.locator('body').ariaSnapshot(options));
    // A hidden window paints nothing, so there is no picture to wait for.
    const isShown = await page.evaluate(() => document.visibilityState === 'visible');
    if (isShown) await keep(testInfo, `${name}.png`, await page.screenshot(options));
  } catch (error) {
    await keep(testInfo, `${name}.not-seen.txt`, String(error));
  }
}

async function lifeOf(app: DrivenApp): Promise<string> {
  const alive = Symbol('alive');
  const ended = await Promise.race([app.exited, Promise.resolve(alive)]);
  return `Host: ${app.host}. ${ended === alive ? 'It is running.' : `It ended with ${String(ended)}.`}`;
}

async function keep(testInfo: TestInfo, name: string, content: string | Buffer): Promise<void> {
  const path = testInfo.outputPath(name);
  writeFileSync(path, content);
  await testInfo.attach(name, { path });
}
