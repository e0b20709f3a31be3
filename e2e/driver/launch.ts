import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { _electron } from 'playwright';
import type { Page } from 'playwright';
import { findElectron } from '../../scripts/set-up/electron.mjs';
import { driveStandIn, startStandIn } from '../stand-in/drive/drive.ts';
import type { StandInApp } from '../stand-in/drive/drive.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(root, 'out', 'main', 'index.js');

/** A desktop of X11 with a keyring and without a session bus, so without a tray. */
const standInDesktop = {
  PARLEY_STAND_IN_KEYRING: 'gnome_libsecret',
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  XDG_SESSION_TYPE: 'x11',
  XDG_CURRENT_DESKTOP: undefined,
};

export interface LaunchOptions {
  /** Added to this process's own environment; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that plays the operating system for the stand-in: keyring, locks, browser profiles. Keep it for a restart. */
  readonly state: string;
  /** After the app's own name. */
  readonly args?: readonly string[];
}

/** The built app, running on Electron or on its stand-in: a spec need not know. */
export interface DrivenApp {
  readonly host: 'electron' | 'stand-in';
  /** Only on the stand-in: what a spec can see and do of the desktop around the app. */
  readonly standIn: StandInApp | null;
  /** Runs `action` in the main process: it is sent as source text and sees nothing but its arguments. */
  readonly evaluate: <Argument, Result>(
    action: (electron: typeof Electron, argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ) => Promise<Result>;
  /** The pages of the open windows. */
  readonly pages: () => Page[];
  /** Closes the window as a person would; resolves when its page is gone. */
  readonly closeWindow: (page: Page) => Promise<void>;
  /** Starts the app once more on the same data, as a person would; resolves when that start has ended. */
  readonly startAgain: (args?: readonly string[]) => Promise<void>;
  readonly clickMenuItem: (id: string) => Promise<void>;
  readonly readClipboard: () => Promise<string>;
  /** The addresses that the app gave to the system's browser, which did not open. */
  readonly openedLinks: () => Promise<readonly string[]>;
  /** Asks the app to quit; resolves with its exit code. */
  readonly quit: () => Promise<number | NodeJS.Signals>;
  /** Ends every process of it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly exited: Promise<number | NodeJS.Signals>;
  /** What it printed so far. */
  readonly output: () => string;
}

type Host = Omit<DrivenApp, 'closeWindow' | 'clickMenuItem' | 'readClipboard' | 'quit'> & {
  readonly askToClose: (page: Page) => Promise<void>;
};

/** Launches the built app: on Electron when its binary is there, else on the stand-in. */
export async function launch(options: LaunchOptions): Promise<DrivenApp> {
  const executable = electronExecutable();
  const host =
    executable === null
      ? await launchOnStandIn(options)
      : await launchOnElectron(executable, options);
  const { evaluate } = host;

  return {
    ...host,
    closeWindow: async (page) => {
      const gone = page.waitForEvent('close');
      await host.askToClose(page);
      await gone;
    },
    clickMenuItem: (id) =>
      evaluate(({ Menu }, wanted) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
        if (item === null || item === undefined) throw new Error(`There is no menu item ${wanted}`);
        item.click();
      }, id),
    readClipboard: () => evaluate(({ clipboard }) => clipboard.readText(), null),
    quit: async () => {
      // The answer may never come: the app is ending.
      evaluate(({ app }) => app.quit(), null).catch(() => undefined);
      return host.exited;
    },
  };
}

/** Electron's program; `null` where the specs run on the stand-in: it is missing, or `npm test` found no display for it. */
export function electronExecutable(): string | null {
  return process.env['PARLEY_HOST'] === 'stand-in' ? null : findElectron();
}

async function launchOnStandIn({ env, state, args = [] }: LaunchOptions): Promise<Host> {
  const options = {
    entry,
    state,
    args,
    env: { ...standInDesktop, ...env },
  };
  const standIn = await driveStandIn(options);
  return {
    host: 'stand-in',
    standIn,
    evaluate: standIn.evaluate as unknown as DrivenApp['evaluate'],
    pages: standIn.pages,
    askToClose: standIn.closeWindow,
    startAgain: async (again = []) => {
      await startStandIn({ ...options, args: again });
    },
    openedLinks: () =>
      standIn.evaluate(
        (_electron, _nothing, desktop) =>
          desktop.handedOver.filter(({ kind }) => kind === 'link').map(({ value }) => value),
        null,
      ),
    kill: standIn.kill,
    exited: standIn.exited,
    output: standIn.output,
  };
}

async function launchOnElectron(
  executable: string,
  { env, args: own = [] }: LaunchOptions,
): Promise<Host> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root];
  const environment = Object.fromEntries(
    Object.entries({ ...process.env, ...env }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  // `null`: the app decides on light and dark, not Playwright.
  const electronApp = await _electron.launch({
    executablePath: executable,
    args: [...args, ...own],
    env: environment,
    colorScheme: null,
  });
  const child = electronApp.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(child, 'exit').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals,
  );
  await electronApp.evaluate(({ shell }) => {
    const links: string[] = [];
    Object.assign(globalThis, { openedLinks: links });
    shell.openExternal = (url) => {
      links.push(url);
      return Promise.resolve();
    };
  });
  return {
    host: 'electron',
    standIn: null,
    evaluate: electronApp.evaluate.bind(electronApp) as unknown as DrivenApp['evaluate'],
    pages: () => electronApp.windows(),
    askToClose: async (page) => {
      const window = await electronApp.browserWindow(page);
      await window.evaluate((each: Electron.BrowserWindow) => each.close());
    },
    startAgain: async (again = []) => {
      await once(
        spawn(executable, [...args, ...again], { env: environment, stdio: 'ignore' }),
        'exit',
      );
    },
    openedLinks: () =>
      electronApp.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    exited,
    output: () => output,
  };
}
