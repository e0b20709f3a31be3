import { existsSync, mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { build } from 'vite';
import { driveStandIn } from '../../e2e/stand-in/drive/drive.ts';

const root = join(import.meta.dirname, '../..');

export interface StartedApp {
  readonly page: Page;
  /** From the start of the process to the first frame with something on it, in milliseconds. */
  readonly startMs: number;
  readonly processId: number;
  readonly end: () => Promise<void>;
}

export type StartApp = () => Promise<StartedApp>;

/** Parley as it was built, on a library that is kept from start to start. */
export function parleyIn(folder: string, userData: string): StartApp {
  const entry = join(root, 'out/main/index.js');
  if (!existsSync(entry)) throw new Error('the app is not built: npm run build');
  return () => startIn(folder, entry, { PARLEY_USER_DATA: userData, LANG: 'en_US.UTF-8' });
}

/** A window with nothing but a field, built and run the same way. */
export async function emptyAppIn(folder: string): Promise<StartApp> {
  const source = join(import.meta.dirname, 'empty');
  const page = join(folder, 'empty');
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>empty</title><div id="root"></div><script type="module" src="${join(source, 'page.ts')}"></script>`,
  );
  await build({
    configFile: false,
    root: folder,
    base: './',
    logLevel: 'error',
    build: { outDir: page, target: 'esnext' },
  });
  return () =>
    startIn(folder, join(source, 'main.ts'), {
      EMPTY_APP_PAGE: page,
      EMPTY_APP_DATA: mkdtempSync(join(folder, 'data-')),
    });
}

async function startIn(
  folder: string,
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedApp> {
  const state = mkdtempSync(join(folder, 'system-'));
  const startedAt = Date.now();
  const app = await driveStandIn({
    entry,
    state,
    env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:', ...env },
  });
  const page = await firstPage(app.pages);
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  const paintedAt = await page.waitForFunction(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return paint === undefined ? 0 : performance.timeOrigin + paint.startTime;
  });
  return {
    page,
    startMs: (await paintedAt.jsonValue()) - startedAt,
    processId: app.processId,
    end: app.kill,
  };
}

async function firstPage(pages: () => Page[]): Promise<Page> {
  for (;;) {
    const page = pages().find((each) => each.url().includes('/index.html'));
    if (page !== undefined) return page;
    await pause(2);
  }
}
