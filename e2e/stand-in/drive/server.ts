import { app, drawing } from '../modules/app/app.ts';
import electron from '../electron.ts';
import {
  pressShortcut,
  shortcuts,
  shownNotifications,
  takenShortcuts,
  trays,
} from '../modules/desktop.ts';
import { dialogControl, shownDialogs } from '../modules/dialog.ts';
import { poppedUp } from '../modules/menu/menu.ts';
import { themeControl } from '../modules/native-theme.ts';
import { keyringControl } from '../modules/safe-storage.ts';
import { screenControl } from '../modules/screen.ts';
import { loginControl } from '../modules/app/login-items.ts';
import { handedOver } from '../modules/shell.ts';
import { startBrowser } from '../chromium/targets.ts';
import { windows } from '../windows.ts';
import { endSession } from './session-end.ts';

/** What a spec can see and do of the desktop around the app. */
const desktop = {
  shortcuts,
  takenShortcuts,
  pressShortcut,
  trays,
  shownNotifications,
  shownDialogs,
  handedOver,
  poppedUp,
  dialog: dialogControl,
  theme: themeControl,
  keyring: keyringControl,
  screen: screenControl,
  drawing,
  login: loginControl,
  endSession,
  /** Resolves when Chromium runs. */
  browser: async () => {
    const chromium = await startBrowser();
    return { address: await chromium.debuggingAddress(), processId: chromium.processId };
  },
  windowOfTarget: (targetId: string) =>
    windows.all().find(({ webContents }) => webContents.current()?.targetId === targetId) ?? null,
};

export type Desktop = typeof desktop;

interface DriveCall {
  readonly id: number;
  /** The source of a function of `(electron, argument, desktop)`. */
  readonly source: string;
  readonly argument: unknown;
}

export type DriveReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

type DriveFunction = (module: typeof electron, argument: unknown, desktop: Desktop) => unknown;

async function run({ id, source, argument }: DriveCall): Promise<DriveReply> {
  try {
    // A spec's own function, as Playwright evaluates one in a page.
    // oxlint-disable-next-line no-eval -- that is what it is for
    const call = (0, eval)(`(${source})`) as DriveFunction;
    return { id, ok: true, value: await call(electron, argument, desktop) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? (error.stack ?? '') : String(error) };
  }
}

process.on('message', (call: DriveCall) => {
  void run(call).then((reply) => process.send?.(reply));
});
// A spec that listens does not keep the app alive; one that is gone ends it.
process.channel?.unref();
if (process.send !== undefined) process.once('disconnect', () => app.quit());
