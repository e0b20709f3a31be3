import { app } from 'electron';
import type { Language } from '#shared/settings.ts';
import { askAboutGraphics } from '../dialogs.ts';
import type { Log } from '../log.ts';
import type { Graphics } from './graphics.ts';

export interface ProcessesOptions {
  readonly log: Log;
  readonly graphics: Graphics;
  readonly language: () => Language;
}

/** Logs every process of the app that ended by itself. Where the one that draws keeps ending, asks to do without it. */
export function followProcesses({ log, graphics, language }: ProcessesOptions): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason === 'clean-exit' || reason === 'memory-eviction') return;
    log.write('process', `${name ?? type} ended: ${reason}, exit code ${exitCode}`);
    if (type === 'GPU' && graphics.failed()) suggestRestart();
  });

  function suggestRestart(): void {
    askAboutGraphics(language())
      .then((accepted) => {
        if (!accepted) return;
        // What runs of an AppImage is unpacked for this run alone.
        const image = process.env['APPIMAGE'];
        app.relaunch(image === undefined ? {} : { execPath: image, args: process.argv.slice(1) });
        app.quit();
      })
      .catch((error: unknown) => log.write('graphics', error));
  }
}
