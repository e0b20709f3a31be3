import { join, resolve } from 'node:path';
import { app } from 'electron';
import { createApp } from './app.ts';
import { refuseDebugger } from './shell/start/debugger-switches.ts';
import { findAskArguments } from './shell/start/ask-arguments.ts';
import { guardCrashes } from './shell/start/crash-guard.ts';
import { tellCannotStart, tellUnexpected } from './shell/dialogs.ts';
import { isWayland } from './shell/linux/desktop.ts';
import { keepCertificateChecks } from './net/tls/checked-environment.ts';
import { createLog } from './shell/log.ts';
import { wishOf } from './shell/start/arguments.ts';
import { systemLanguage } from './shell/system-language.ts';
import { registerAppScheme } from './window/app-protocol.ts';

keepCertificateChecks();
if (app.isPackaged) refuseDebugger(app.commandLine);

const userData = process.env['PARLEY_USER_DATA'];
if (userData !== undefined && userData !== '') app.setPath('userData', resolve(userData));

const askArguments = findAskArguments(process.argv, !app.isPackaged);
if (askArguments !== null) await ask(askArguments);
else if (app.requestSingleInstanceLock()) start();
else app.quit();

/** One prompt in a terminal: no window, no lock, no storage. */
async function ask(askArguments: readonly string[]): Promise<void> {
  const { ask: answer } = await import('./ask/ask.ts');
  app.exit(await answer(askArguments));
}

function start(): void {
  app.enableSandbox();
  // The name under which Windows shows notifications: that of the installed app.
  if (process.platform === 'win32') app.setAppUserModelId('app.parley.Parley');
  askPortalForShortcuts();
  registerAppScheme();
  const log = createLog(join(app.getPath('userData'), 'logs'));
  guardCrashes(log, () => {
    void app.whenReady().then(() => tellUnexpected(systemLanguage(), log.file));
  });
  app
    .whenReady()
    .then(() => createApp(log, isLoginStart() ? 'hidden' : wishOf(process.argv)))
    .catch((error: unknown) => {
      log.write('start', error);
      tellCannotStart(systemLanguage(), error);
      app.exit(1);
    });
}

/** On Wayland only the desktop's portal can hand out global shortcuts: https://www.electronjs.org/docs/latest/api/global-shortcut */
function askPortalForShortcuts(): void {
  if (process.platform !== 'linux' || !isWayland(process.env)) return;
  const asked = app.commandLine.getSwitchValue('enable-features');
  const features = [...(asked === '' ? [] : [asked]), 'GlobalShortcutsPortal'];
  app.commandLine.appendSwitch('enable-features', features.join(','));
}

/** macOS passes no arguments to what it opens at login. */
function isLoginStart(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
