import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import type { Desktop, DriveReply } from './server.ts';
import type { StandInElectron } from '../electron.ts';
import { formatModes } from '../system-modes.ts';
import type { SystemMode } from '../system-modes.ts';

const register = new URL('../register.ts', import.meta.url).href;

export interface StandInOptions {
  /** The built main script. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Added to this process's own environment; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that plays the operating system: keyring, locks, browser profiles. Kept for a restart. */
  readonly state: string;
  /** How its system differs from the usual one. */
  readonly modes?: readonly SystemMode[];
}

/** The app on the stand-in. */
export interface StandInApp {
  readonly processId: number;
  /** Standard output and error so far. */
  readonly output: () => string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Runs `action` in the app's main process, as Playwright's `electronApp.evaluate` does; a third argument is the desktop. */
  readonly evaluate: <Argument, Result>(
    action: (electron: StandInElectron, argument: Argument, desktop: Desktop) => Result,
    argument: Argument,
  ) => Promise<Awaited<Result>>;
  /** The pages of the app's windows. */
  readonly pages: () => Page[];
  /** Closes the window of the page as a person would; resolves when the app has been asked. */
  readonly closeWindow: (page: Page) => Promise<void>;
  /** SIGKILL to the app and to Chromium at once, as a power cut would end them. */
  readonly kill: () => Promise<void>;
}

export async function driveStandIn(options: StandInOptions): Promise<StandInApp> {
  const child = spawnStandIn(options, ['ignore', 'pipe', 'pipe', 'ipc']);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(child, 'exit').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals,
  );

  const waiting = new Map<number, (reply: DriveReply) => void>();
  let lastId = 0;
  child.on('message', (reply: DriveReply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  const evaluate: StandInApp['evaluate'] = async (action, argument) => {
    lastId += 1;
    const id = lastId;
    const reply = new Promise<DriveReply>((resolve) => {
      waiting.set(id, resolve);
    });
    child.send({ id, source: action.toString(), argument });
    const answer = await Promise.race([
      reply,
      exited.then((code) => {
        throw new Error(`The app ended (${code}) before it answered.\n${output}`);
      }),
    ]);
    if (!answer.ok) throw new Error(answer.message);
    return answer.value as never;
  };

  const { address, processId } = await evaluate(
    (_electron, _nothing, desktop) => desktop.browser(),
    null,
  );
  if (address === null || processId === undefined) throw new Error('Chromium is not there.');
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  return {
    processId: child.pid ?? 0,
    output: () => output,
    exited,
    evaluate,
    pages: () => pagesOf(browser),
    closeWindow: async (page) => {
      const session = await page.context().newCDPSession(page);
      const { targetInfo } = await session.send('Target.getTargetInfo');
      await evaluate(
        (_electron, targetId, desktop) => desktop.windowOfTarget(targetId)?.close(),
        targetInfo.targetId,
      );
    },
    kill: async () => {
      process.kill(child.pid ?? 0, 'SIGKILL');
      try {
        // Chromium leads a process group of its own.
        process.kill(process.platform === 'win32' ? processId : -processId, 'SIGKILL');
      } catch {
        // It was quicker: its pipe had broken.
      }
      await exited;
    },
  };
}

/** A further start on data that another process has; resolves when it has ended, with what it said. */
export async function startStandIn(
  options: StandInOptions,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawnStandIn(options, ['ignore', 'pipe', 'pipe']);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

function spawnStandIn(options: StandInOptions, stdio: StdioOptions): ChildProcess {
  const { entry, args = [], env, state, modes } = options;
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', register, entry, ...args],
    {
      env: {
        ...process.env,
        ...env,
        PARLEY_STAND_IN: 'headless',
        PARLEY_STAND_IN_STATE: state,
        ...(modes !== undefined && { PARLEY_STAND_IN_MODES: formatModes(modes) }),
      },
      stdio,
      serialization: 'advanced',
    },
  );
}

/** Without the empty page that a window has before its first load. */
function pagesOf(browser: Browser): Page[] {
  return browser
    .contexts()
    .flatMap((context) => context.pages())
    .filter((page) => !page.url().startsWith('about:blank'));
}
