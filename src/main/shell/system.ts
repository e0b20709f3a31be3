import { release } from 'node:os';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { ClipboardItem, app, clipboard, shell } from 'electron';
import type { AppSnapshot } from '#shared/contract.ts';
import { openLink } from '../window/link.ts';
import { arePlacesKnown } from '../window/window.ts';
import { faultReport } from './fault-report.ts';
import type { Surroundings } from './fault-report.ts';
import type { Log } from './log.ts';
import { systemLanguage } from './system-language.ts';

/** Written by the build, beside its three parts. */
const licences = new URL('../licences.txt', import.meta.url);

/** What the app asks of the system around it on a window's behalf. `dataFolder` is the only one whose files are shown. */
export function createSystem(dataFolder: string, log: Log) {
  return {
    openLink,
    readClipboard: () => clipboard.readText(),
    writeClipboard: ({ text, html }: { text: string; html?: string | undefined }) =>
      html === undefined
        ? clipboard.writeText(text)
        : clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]),
    copyReport: async () => {
      const { text, count } = faultReport(log, surroundings());
      await clipboard.writeText(text);
      return { count };
    },
    showPath: (path: string) => shell.showItemInFolder(path),
    showFile: (name: string) => shell.showItemInFolder(join(dataFolder, name)),
    readLicences: () => readFile(licences, 'utf8'),
    environment: {
      platform: supportedPlatform(),
      systemLanguage: systemLanguage(),
      appVersion: app.getVersion(),
      dataFolder,
      // `enableSandbox` takes the switch out of Electron's own list, though what it did is done.
      sandboxed: !process.argv.includes('--no-sandbox'),
    },
  };
}

function surroundings(): Surroundings {
  const { XDG_CURRENT_DESKTOP: desktop = '' } = process.env;
  const windows = arePlacesKnown() ? 'X11' : 'Wayland';
  return {
    appVersion: app.getVersion(),
    versions: process.versions,
    platform: `${process.platform} ${release()}`,
    architecture: process.arch,
    session: process.platform === 'linux' ? `${windows} ${desktop}`.trimEnd() : '',
    isAccelerated: app.isHardwareAccelerationEnabled(),
    home: app.getPath('home'),
  };
}

export function supportedPlatform(): AppSnapshot['platform'] {
  const { platform } = process;
  // Every other Unix is close enough to Linux in keys and wording.
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
