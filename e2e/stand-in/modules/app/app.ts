import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type * as Electron from 'electron';
import { complete, Emitter } from '../lacking.ts';
import { openInstanceLock } from './instance-lock.ts';
import type { InstanceLock } from './instance-lock.ts';
import { hideApp, isAppHidden, setQuit, unhideApp } from './life.ts';
import { loginItems } from './login-items.ts';
import { systemPath } from './system-paths.ts';
import type { PathName } from './system-paths.ts';
import { startBrowser } from '../../chromium/targets.ts';
import { windows } from '../../windows.ts';

const events = [
  'ready',
  'will-finish-launching',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'second-instance',
  'open-url',
  'open-file',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'web-contents-created',
  'render-process-gone',
  'child-process-gone',
  'certificate-error',
];

const entry = resolve(process.argv[1] ?? '.');
const root = findPackage(dirname(entry));
const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly productName?: string;
  readonly version?: string;
};

const emitter = new Emitter('app', events);
const badge = { count: 0 };
/** Whether the app lets the graphics card draw. */
export const drawing = { accelerated: true };
const paths = new Map<string, string>();
let name = description.productName ?? description.name;
let ready: Promise<void> | null = null;
let isReady = false;
let quitting = false;
let lock: InstanceLock | null = null;

function start(): Promise<void> {
  ready ??= startBrowser().then(() => {
    isReady = true;
    emitter.announce('ready', {}, {});
  });
  return ready;
}

function getPath(wanted: PathName): string {
  const path =
    paths.get(wanted) ??
    systemPath(wanted, { userData: () => join(getPath('appData'), name), root });
  // Electron makes the folder of the user's data when it is first needed; the stand-in, when it is asked for.
  if (wanted === 'userData' || wanted === 'sessionData') mkdirSync(path, { recursive: true });
  return path;
}

/** Asks, closes every window, asks again, ends: each step may be refused by the app or by a page. */
async function quit(): Promise<void> {
  if (quitting) return;
  quitting = true;
  const agreed = !emitter.announce('before-quit') && (await closeAll());
  if (!agreed || emitter.announce('will-quit')) {
    quitting = false;
    return;
  }
  await end(Number(process.exitCode ?? 0));
}

async function closeAll(): Promise<boolean> {
  for (const window of windows.all()) {
    if (!(await window.closeAndWait())) return false;
  }
  return true;
}

async function end(code: number): Promise<void> {
  emitter.announce('quit', {}, code);
  lock?.release();
  if (ready !== null)
    await startBrowser().then(
      (chromium) => chromium.close(),
      () => undefined,
    );
  process.exit(code);
}

setQuit(() => void quit());
windows.onAllClosed(() => {
  if (quitting) return;
  if (emitter.listenerCount('window-all-closed') > 0) emitter.announce('window-all-closed');
  else void quit();
});
windows.onEvent((event, window) => {
  emitter.announce(event, {}, window);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void quit());

const members = {
  isPackaged: false,
  // Chromium has its own switches here.
  commandLine: {
    appendSwitch: () => undefined,
    appendArgument: () => undefined,
    removeSwitch: () => undefined,
    getSwitchValue: () => '',
    hasSwitch: (wanted: string) => process.argv.includes(`--${wanted}`),
  },
  getName: () => name,
  setName: (wanted: string) => {
    name = wanted;
  },
  getVersion: () => description.version ?? '0.0.0',
  getAppPath: () => root,
  getLocale: () => locales()[0] ?? 'en-US',
  getSystemLocale: () => locales()[0] ?? 'en-US',
  getPreferredSystemLanguages: locales,
  getPath,
  setPath: (wanted: string, path: string) => {
    paths.set(wanted, path);
  },
  whenReady: start,
  isReady: () => isReady,
  enableSandbox: () => undefined,
  disableHardwareAcceleration: () => {
    drawing.accelerated = false;
  },
  isHardwareAccelerationEnabled: () => drawing.accelerated,
  setAppUserModelId: () => undefined,
  setDesktopName: () => undefined,
  setAboutPanelOptions: () => undefined,
  setBadgeCount: (count = 0) => {
    badge.count = count;
    return true;
  },
  getBadgeCount: () => badge.count,
  setLoginItemSettings: loginItems.set,
  getLoginItemSettings: loginItems.get,
  hide: hideApp,
  show: unhideApp,
  isHidden: isAppHidden,
  focus: () => windows.all()[0]?.focus(),
  requestSingleInstanceLock: (additionalData: Record<string, unknown> = {}) => {
    lock ??= openInstanceLock(getPath('userData'), additionalData, (request) => {
      void start().then(() => {
        const { argv, workingDirectory } = request;
        emitter.announce('second-instance', {}, argv, workingDirectory, request.additionalData);
      });
    });
    return lock !== null;
  },
  hasSingleInstanceLock: () => lock !== null,
  releaseSingleInstanceLock: () => {
    lock?.release();
    lock = null;
  },
  quit: () => void quit(),
  exit: (code = 0) => {
    quitting = true;
    void end(code);
  },
  relaunch: ({ args = process.argv.slice(1) }: Electron.RelaunchOptions = {}) => {
    process.once('exit', () => {
      spawn(process.execPath, [...process.execArgv, ...args], {
        detached: true,
        stdio: 'ignore',
      }).unref();
    });
  },
} satisfies Partial<Electron.App>;

for (const method of ['on', 'once'] as const) {
  const listen = emitter[method].bind(emitter);
  emitter[method] = (event, listener) => {
    if (event === 'ready') void start();
    return listen(event, listener);
  };
}

export const app = complete('app', Object.assign(emitter, members));

/** The languages of the system, as `ru-RU`: from the environment on Linux, where a desktop sets them. */
function locales(): string[] {
  const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const names = [...(LANGUAGE ?? '').split(':'), LC_ALL, LC_MESSAGES, LANG]
    .flatMap((value) => value?.split(/[.@]/)[0]?.replace('_', '-') ?? [])
    .filter((value) => /^[a-z]{2,3}(-|$)/i.test(value));
  return names.length > 0 ? [...new Set(names)] : [Intl.DateTimeFormat().resolvedOptions().locale];
}

function findPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || dirname(folder) === folder) return folder;
  return findPackage(dirname(folder));
}
