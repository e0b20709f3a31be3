import type * as Electron from 'electron';
import { app } from './modules/app/app.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { ClipboardItem, clipboard } from './modules/clipboard.ts';
import { globalShortcut, Notification, powerMonitor, Tray } from './modules/desktop.ts';
import { dialog } from './modules/dialog.ts';
import { ipcMain } from './modules/ipc-main.ts';
import { complete } from './modules/lacking.ts';
import { Menu, MenuItem } from './modules/menu/menu.ts';
import { nativeTheme } from './modules/native-theme.ts';
import { protocol } from './modules/protocol.ts';
import { safeStorage } from './modules/safe-storage.ts';
import { screen } from './modules/screen.ts';
import { session } from './modules/session.ts';
import { shell } from './modules/shell.ts';

const electron = complete('electron', {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} satisfies Partial<Record<keyof typeof Electron, unknown>>);

export type StandInElectron = typeof electron;

// The shape of the module that the app imports, by name and as a whole.
// oxlint-disable-next-line import/no-default-export -- as above
export default electron;
export {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
