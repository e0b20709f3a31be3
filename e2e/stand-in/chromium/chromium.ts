import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { findChromium } from '../../../scripts/set-up/chromium.mjs';
import { connectDevtools } from './devtools.ts';
import type { Devtools } from './devtools.ts';
import { hostPlatform } from '../system-modes.ts';
import { mode, stateFolder } from '../state.ts';

export interface Chromium {
  readonly devtools: Devtools;
  readonly processId: number | undefined;
  /** Resolves with what happened. */
  readonly exited: Promise<string>;
  /** The websocket address of its DevTools in `headless` mode; `null` otherwise: no port is open for others. */
  readonly debuggingAddress: () => Promise<string | null>;
  /** Opens an app window on `address` in `headed` mode; it attaches like every other target. */
  readonly openAppWindow: (address: string) => void;
  /** Ends it and removes its profile. */
  readonly close: () => Promise<void>;
}

/** Starts Chromium without a window. It ends with this process, however this process ends. */
export function startChromium(): Chromium {
  const executable = findChromium();
  if (executable === null) {
    throw new Error(
      'Cannot start the Electron stand-in: there is no Chromium. Install chromium or google-chrome, or set PARLEY_CHROMIUM to its path.',
    );
  }
  const profile = makeProfile();
  const flags = [...commonFlags(), `--user-data-dir=${profile}`];
  const browser = spawn(
    executable,
    [
      ...flags,
      ...(mode === 'headless' ? ['--headless', '--remote-debugging-port=0'] : []),
      '--remote-debugging-pipe',
      '--no-startup-window',
    ],
    // Its own process group: Ctrl-C reaches this process alone, which then ends the app in order.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true, windowsHide: true },
  );
  const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const exited = new Promise<string>((resolve) => {
    browser.once('exit', (code, signal) =>
      resolve(`Chromium ended with ${signal ?? `code ${code}`}`),
    );
    browser.once('error', ({ message }) => resolve(`Chromium does not start: ${message}`));
  });

  return {
    devtools: connectDevtools(input, output),
    processId: browser.pid,
    exited,
    debuggingAddress: () =>
      mode === 'headless' ? readPort(join(profile, 'DevToolsActivePort')) : Promise.resolve(null),
    openAppWindow: (address) => {
      // A second start with the same profile hands its request to the first and ends.
      spawn(executable, [...flags, `--app=${address}`], { stdio: 'ignore' }).unref();
    },
    close: async () => {
      input.end();
      const deadline = globalThis.setTimeout(() => browser.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(deadline);
      removeProfile(profile);
    },
  };
}

/** Chromium writes the file when the port is open, which may be after its pipe answers. */
async function readPort(file: string): Promise<string> {
  for (;;) {
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    await setTimeout(20);
  }
}

function commonFlags(): string[] {
  const asRoot = hostPlatform === 'linux' && process.getuid?.() === 0;
  return [
    // `--test-type` takes away the bar that warns of `--no-sandbox`.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
    ...(mode === 'headless' ? ['--disable-gpu', '--force-device-scale-factor=1'] : []),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-quic',
    '--disable-sync',
    '--disable-domain-reliability',
    '--disable-breakpad',
    '--disable-search-engine-choice-screen',
    '--disable-features=Translate,OptimizationHints,MediaRouter,GlobalMediaControls',
    // Electron's windows are not slowed down when they are covered by another one.
    '--disable-backgrounding-occluded-windows',
    '--password-store=basic',
    '--use-mock-keychain',
    '--hide-crash-restore-bubble',
  ];
}

/** A fresh profile, whose name says which process owns it; those of processes that are gone are removed. */
function makeProfile(): string {
  const folder = stateFolder('profiles');
  for (const name of readdirSync(folder)) {
    if (!isRunning(Number(name.split('-')[0]))) removeProfile(join(folder, name));
  }
  return mkdtempSync(join(folder, `${process.pid}-`));
}

function removeProfile(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // A file that Chromium still holds: the next start removes it.
  }
}

export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
