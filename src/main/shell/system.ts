import { join } from 'node:path';
import { ClipboardItem, app, clipboard, shell } from 'electron';
import type { AppSnapshot } from '#shared/contract.ts';
import { openLink } from '../window/link.ts';
import { systemLanguage } from './system-language.ts';

/** What the app asks of the system around it on a window's behalf. `dataFolder` is the only one whose files are shown. */
export function createSystem(dataFolder: string) {
  return {
    openLink,
    readClipboard: () => clipboard.readText(),
    writeClipboard: ({ text, html }: { text: string; html?: string | undefined }) =>
      html === undefined
        ? clipboard.writeText(text)
        : clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]),
    showPath: (path: string) => shell.showItemInFolder(path),
    showFile: (name: string) => shell.showItemInFolder(join(dataFolder, name)),
    environment: {
      platform: supportedPlatform(),
      systemLanguage: systemLanguage(),
      appVersion: app.getVersion(),
      dataFolder,
    },
  };
}

export function supportedPlatform(): AppSnapshot['platform'] {
  const { platform } = process;
  // Every other Unix is close enough to Linux in keys and wording.
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
