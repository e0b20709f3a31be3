import { spawn } from 'node:child_process';
import type * as Electron from 'electron';
import { complete } from './lacking.ts';
import { mode } from '../state.ts';
import { hostPlatform } from '../system-modes.ts';

/** What the app handed to the system, in order: for specs, which must not open anything. */
export const handedOver: { readonly kind: 'link' | 'path' | 'folder'; readonly value: string }[] =
  [];

export const shell = complete('shell', {
  openExternal: async (url) => {
    handedOver.push({ kind: 'link', value: url });
    await open(url);
  },
  openPath: async (path) => {
    handedOver.push({ kind: 'path', value: path });
    await open(path);
    return '';
  },
  showItemInFolder: (path) => {
    handedOver.push({ kind: 'folder', value: path });
    void open(path.replace(/[/\\][^/\\]*$/, ''));
  },
  beep: () => {
    process.stdout.write('\u0007');
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>);

/** With the program of the desktop, without a shell in between. */
function open(target: string): Promise<void> {
  if (mode === 'headless') return Promise.resolve();
  const [command, ...args] = opener(target);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

function opener(target: string): [string, ...string[]] {
  if (hostPlatform === 'darwin') return ['open', target];
  return hostPlatform === 'win32' ? ['explorer.exe', target] : ['xdg-open', target];
}
