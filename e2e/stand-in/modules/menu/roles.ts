import { hideApp, quit } from '../app/life.ts';
import { playedPlatform } from '../../system-modes.ts';
import type { AppWindow } from '../../windows.ts';

/** The keys that Electron gives to roles, where a page does not handle them by itself. */
export function roleAccelerators(): Readonly<Record<string, string | undefined>> {
  const platform = playedPlatform();
  const isMac = platform === 'darwin';
  return {
    close: 'CommandOrControl+W',
    forceReload: 'CommandOrControl+Shift+R',
    hide: 'Command+H',
    minimize: 'CommandOrControl+M',
    // Windows closes an app by Alt+F4, which is the window's.
    ...(platform !== 'win32' && { quit: 'CommandOrControl+Q' }),
    reload: 'CommandOrControl+R',
    togglefullscreen: isMac ? 'Control+Command+F' : 'F11',
    toggleDevTools: isMac ? 'Alt+Command+I' : 'Control+Shift+I',
  };
}

const editing: Readonly<Record<string, string | undefined>> = {
  undo: 'undo',
  redo: 'redo',
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
  pasteAndMatchStyle: 'paste',
  delete: 'delete',
  selectAll: 'selectAll',
};

/** Roles of the system's own menus (services, about, hide others) have nothing to act on and do nothing. */
export function runRole(role: string, window: AppWindow | undefined): void {
  const command = editing[role];
  if (command !== undefined) {
    window?.webContents.edit(command);
    return;
  }
  switch (role) {
    case 'quit':
      quit();
      return;
    case 'hide':
      hideApp();
      return;
    case 'close':
      window?.close();
      return;
    case 'minimize':
      window?.minimize();
      return;
    case 'zoom':
      if (window?.isMaximized() === true) window.unmaximize();
      else window?.maximize();
      return;
    case 'togglefullscreen':
      window?.setFullScreen(!window.isFullScreen());
      return;
    case 'reload':
    case 'forceReload':
      window?.reload();
      return;
    case 'toggleDevTools':
      window?.webContents.openDevTools();
      return;
    default:
  }
}
