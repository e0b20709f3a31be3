import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { LoginItemSettings } from 'electron';
import type { LoginStart } from '#shared/desktop/desktop.ts';
import { FailureError } from '#shared/failure.ts';
import { autostartEntry, isAutostart } from '../linux/autostart-entry.ts';

/** Whether Parley starts, hidden, when the person logs in. */
export interface LoginItem {
  /** `null`: this system, or an app that is not installed, does not let us say. */
  readonly state: () => LoginStart | null;
  /** Throws `storage-failed` where the system keeps it in a file that cannot be written. */
  readonly set: (isOn: boolean) => void;
}

export function createLoginItem(words: readonly string[]): LoginItem {
  return process.platform === 'linux' ? fileStart([...words, '--hidden']) : systemStart(words);
}

/** https://specifications.freedesktop.org/autostart-spec/latest/ */
function fileStart(words: readonly string[]): LoginItem {
  const home = process.env['XDG_CONFIG_HOME'] ?? '';
  const folder = home === '' ? join(app.getPath('home'), '.config') : home;
  const file = join(folder, 'autostart', 'parley.desktop');

  function state(): LoginStart {
    try {
      return isAutostart(readFileSync(file, 'utf8')) ? 'on' : 'off';
    } catch {
      return 'off';
    }
  }

  function set(wanted: boolean): void {
    try {
      if (!wanted) return rmSync(file, { force: true });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, autostartEntry(words));
    } catch (error) {
      throw cannotWrite(file, error);
    }
  }

  return { state, set };
}

/** macOS tells a start at login by itself; Windows passes what it was given. */
function systemStart([path = process.execPath, ...rest]: readonly string[]): LoginItem {
  const isMac = process.platform === 'darwin';
  const item = isMac ? {} : { path, args: [...rest, '--hidden'] };
  const isPossible = !isMac || app.isPackaged;
  return {
    state: () => (isPossible ? stateOf(app.getLoginItemSettings(item)) : null),
    set: (wanted) => {
      if (isPossible) app.setLoginItemSettings({ ...item, openAtLogin: wanted });
    },
  };
}

function stateOf(item: LoginItemSettings): LoginStart {
  if (process.platform === 'darwin' && item.status === 'requires-approval') return 'blocked';
  // Windows keeps an item that the Task Manager has switched off, and calls it open at login.
  const isAllowed = process.platform === 'darwin' || item.executableWillLaunchAtLogin;
  return item.openAtLogin && isAllowed ? 'on' : 'off';
}

function cannotWrite(file: string, error: unknown): FailureError {
  return new FailureError({
    code: 'storage-failed',
    message: `Cannot change the start at login: ${file} cannot be written (${String(error)}). Check who may write that folder, and try again.`,
    retryable: true,
  });
}
