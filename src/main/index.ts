import { join, resolve } from 'node:path';
import { app } from 'electron';
import { createApp } from './app.ts';
import { keepCertificateChecks } from './net/tls/checked-environment.ts';
import { tellCannotStart, tellNoAnswer, tellUnexpected } from './shell/dialogs.ts';
import { createLog } from './shell/log.ts';
import { launchTargetOf } from './shell/start/arguments.ts';
import { findAskArguments } from './shell/start/ask-arguments.ts';
import { guardCrashes } from './shell/start/crash-guard.ts';
import { refuseDebugger } from './shell/start/debugger-switches.ts';
import { createGraphics } from './shell/start/graphics.ts';
import { clearReceipts, furtherStart, isHeard } from './shell/start/single-instance.ts';
import type { FurtherStart } from './shell/start/single-instance.ts';
import { systemLanguage } from './shell/system-language.ts';
import { registerAppScheme } from './window/app-protocol.ts';

keepCertificateChecks();
if (app.isPackaged) refuseDebugger(app.commandLine);

const userData = process.env['PARLEY_USER_DATA'];
if (userData !== undefined && userData !== '') app.setPath('userData', resolve(userData));

const askArguments = findAskArguments(process.argv, !app.isPackaged);
if (askArguments !== null) await ask(askArguments);
else begin();

/** One prompt in a terminal: no window, no lock, no storage. */
async function ask(askArguments: readonly string[]): Promise<void> {
  const { ask: answer } = await import('./ask/ask.ts');
  app.exit(await answer(askArguments));
}

function begin(): void {
  const asked = furtherStart(process.argv);
  if (app.requestSingleInstanceLock({ ...asked })) start();
  // Not awaited: Electron is ready only after this module has run.
  else void leaveToOther(asked);
}

/** The app that runs shows what this start is for; one that does not answer is told of. */
async function leaveToOther(asked: FurtherStart): Promise<void> {
  const folder = app.getPath('userData');
  if (await isHeard(folder, asked)) return app.exit(0);
  await app.whenReady();
  tellNoAnswer(systemLanguage(), folder);
  app.exit(1);
}

function start(): void {
  app.enableSandbox();
  // The name under which Windows shows notifications: that of the installed app.
  if (process.platform === 'win32') app.setAppUserModelId('app.parley.Parley');
  registerAppScheme();
  const folder = app.getPath('userData');
  const log = createLog(join(folder, 'logs'));
  const graphics = createGraphics({
    file: join(folder, 'cache', 'no-graphics'),
    version: process.versions.electron,
    now: () => performance.now(),
    report: (error) => log.write('graphics', error),
  });
  if (graphics.isUnreliable()) app.disableHardwareAcceleration();
  clearReceipts(folder);
  guardCrashes(log, () => {
    void app.whenReady().then(() => tellUnexpected(systemLanguage(), log.file));
  });
  app
    .whenReady()
    .then(() =>
      createApp({
        log,
        graphics,
        target: isLoginStart() ? 'hidden' : launchTargetOf(process.argv),
      }),
    )
    .catch((error: unknown) => {
      log.write('start', error);
      tellCannotStart(systemLanguage(), error);
      app.exit(1);
    });
}

/** macOS passes no arguments to what it opens at login, nor to what it opens again that was open before. */
function isLoginStart(): boolean {
  if (process.platform !== 'darwin') return false;
  const { wasOpenedAtLogin, status } = app.getLoginItemSettings();
  return wasOpenedAtLogin && status === 'enabled';
}
