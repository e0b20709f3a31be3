import type * as Electron from 'electron';
import { playedPlatform } from '../../system-modes.ts';

type Status = 'not-registered' | 'enabled' | 'requires-approval' | 'not-found';

const item = { wanted: false, allowed: true, wasOpenedAtLogin: false };

/** What the system starts when the person logs in, as each one words it. */
export const loginItems = {
  set: ({ openAtLogin = false }: Electron.Settings): void => {
    item.wanted = openAtLogin;
  },
  get: () => ({
    // On Windows an item that was switched off in the Task Manager is there all the same.
    openAtLogin: playedPlatform() === 'darwin' ? item.wanted && item.allowed : item.wanted,
    wasOpenedAtLogin: item.wasOpenedAtLogin,
    openAsHidden: false,
    wasOpenedAsHidden: false,
    restoreState: false,
    status: statusOf(),
    executableWillLaunchAtLogin: item.wanted && item.allowed,
    launchItems: [],
  }),
};

/** What a person may do in the system's own settings. */
export const loginControl = {
  allow: (allowed: boolean): void => {
    item.allowed = allowed;
  },
};

function statusOf(): Status {
  if (!item.wanted) return 'not-registered';
  return item.allowed ? 'enabled' : 'requires-approval';
}
