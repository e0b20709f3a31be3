import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'playwright/test';
import type { Locator, Page, TestInfo } from 'playwright/test';
import { startFakeOpenAi } from '../fake-providers/openai.ts';
import type { FakeOpenAi } from '../fake-providers/openai.ts';
import { callMain } from './call-main.ts';
import { keepEvidence } from './evidence.ts';
import { launch } from './launch.ts';
import type { DrivenApp } from './launch.ts';

export { callMain, expect };

/** A Parley with a data folder of its own, which outlives every start of a test. */
export interface Parley {
  readonly userData: string;
  /** Starts the app and resolves with the page of its window, ready to be used. */
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<Page>;
  /** Starts the app for the quick prompt alone and resolves with its page. */
  readonly startQuickPrompt: () => Promise<Page>;
  /** Starts the app once more with `--toggle-quick`, as a desktop's own shortcut does. */
  readonly toggleQuickPrompt: () => Promise<void>;
  /** Starts the app as a login does: no window is shown. */
  readonly startHidden: (env?: Readonly<Record<string, string>>) => Promise<DrivenApp>;
  /** The app that was started last. */
  readonly app: () => DrivenApp;
  /** Starts the app while it is running, as a person does who has lost its window. */
  readonly startAgain: () => Promise<Page>;
  /** Ends the app as its menu does; it has to end without a failure. */
  readonly quit: () => Promise<void>;
}

interface Fixtures {
  readonly parley: Parley;
  readonly openai: FakeOpenAi;
  /** The window of a Parley that was just started, whose model is one of {@link Fixtures.openai}. */
  readonly page: Page;
  /** The same of a Parley that was started for the quick prompt alone. */
  readonly quickPage: Page;
}

export const test = base.extend<Fixtures>({
  // The service outlives the app: what is kept of a failure shows no connection that only the end of the test has cut.
  parley: async ({ openai: _ }, provide, testInfo) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
    const parley = createParley(folder);
    await provide(parley);
    await parley.end(testInfo);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are needed
  openai: async ({}, provide) => {
    const openai = await startFakeOpenAi(echo);
    await provide(openai);
    await openai.close();
  },
  page: async ({ parley, openai }, provide) => {
    const page = await parley.start();
    await useService(page, openai);
    await provide(page);
  },
  quickPage: async ({ parley, openai }, provide) => {
    const page = await parley.startQuickPrompt();
    await useService(page, openai);
    await provide(page);
  },
});

function createParley(
  folder: string,
): Parley & { readonly end: (testInfo: TestInfo) => Promise<void> } {
  const userData = join(folder, 'user-data');
  let running: DrivenApp | null = null;

  function open(
    env: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ): Promise<DrivenApp> {
    const variables = {
      PARLEY_USER_DATA: userData,
      LANG: 'en_US.UTF-8',
      LC_ALL: undefined,
      LANGUAGE: undefined,
    };
    return launch({ env: { ...variables, ...env }, state: join(folder, 'system'), args });
  }

  function app(): DrivenApp {
    if (running === null) throw new Error('Parley has not been started.');
    return running;
  }

  return {
    userData,
    app,
    start: async (env = {}) => {
      running = await open(env);
      return windowOf(running);
    },
    startQuickPrompt: async () => {
      running = await open({}, ['--toggle-quick']);
      return quickPromptOf(running);
    },
    startHidden: async (env = {}) => {
      running = await open(env, ['--hidden']);
      return running;
    },
    toggleQuickPrompt: () => app().startAgain(['--toggle-quick']),
    startAgain: async () => {
      await app().startAgain();
      return windowOf(app());
    },
    quit: async () => {
      expect(await app().quit(), app().output()).toBe(0);
    },
    end: async (testInfo) => {
      if (running === null) return;
      if (testInfo.status !== testInfo.expectedStatus)
        await keepEvidence(testInfo, running, userData);
      await running.kill().catch(() => undefined);
    },
  };
}

/** The pages of the main window: none when it is closed. */
export function mainPages(app: DrivenApp): readonly Page[] {
  return app.pages().filter((page) => page.url().includes('/index.html'));
}

function quickPages(app: DrivenApp): readonly Page[] {
  return app.pages().filter((page) => page.url().includes('/quick-prompt.html'));
}

function windowOf(app: DrivenApp): Promise<Page> {
  return readyPage(app, mainPages);
}

/** The page of the quick prompt, ready to be used, whether its window is shown or not. */
export function quickPromptOf(app: DrivenApp): Promise<Page> {
  return readyPage(app, quickPages);
}

async function readyPage(app: DrivenApp, find: (app: DrivenApp) => readonly Page[]): Promise<Page> {
  const shown = expect.poll(() => find(app).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await Promise.race([shown, throwWhenEnded(app)]);
  const [page] = find(app);
  if (page === undefined) throw new Error('The window of Parley closed by itself.');
  page.setDefaultTimeout(20_000);
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  return page;
}

async function throwWhenEnded(app: DrivenApp): Promise<never> {
  const code = await app.exited;
  throw new Error(`Parley ended (${code}) before it showed a window.\n${app.output()}`);
}

export const KEY = 'sk-canary-3f9a1c77e2b84d50';

/** Sets up the fake service as a provider, without the settings' own forms, and chooses it for new conversations. */
export async function useService(page: Page, openai: FakeOpenAi): Promise<string> {
  const providerId = await callMain(page, 'provider.save', {
    definitionId: 'openai-compatible',
    name: 'Testing House',
    baseUrl: openai.baseUrl,
    credential: KEY,
  });
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'fake-large' } });
  return providerId;
}

/** Says back what it was told; asked to name a conversation, takes its first question. */
function echo(prompt: string): string {
  const [, question] = /<question>\s*(.*?)\s*<\/question>/s.exec(prompt) ?? [];
  return question ?? `You said: ${prompt}`;
}

export function transcriptOf(page: Page): Locator {
  return page.getByRole('log', { name: 'Transcript' });
}

export function sidebarOf(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Conversations' });
}

/** Writes `text` and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(text);
  await field.press('Enter');
}
