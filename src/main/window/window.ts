import { BrowserWindow, app } from 'electron';
import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { isWayland } from './wayland.ts';

const open = new Set<BrowserWindow>();

/** Every window that is open now. */
export function openWindows(): readonly BrowserWindow[] {
  return [...open];
}

/** Whether this system tells where windows and pointer are, and puts windows where it is asked to. */
export function arePlacesKnown(): boolean {
  if (process.platform !== 'linux') return true;
  return !isWayland(process.env, app.commandLine.getSwitchValue('ozone-platform'));
}

/**
 * Opens a window and loads `page`, which can do nothing but show itself and use the bridge.
 * Every window of the app, hidden ones too, is made here.
 */
export function openWindow(
  options: Omit<BrowserWindowConstructorOptions, 'webPreferences'> & {
    readonly preload: string;
    readonly page: string;
  },
): BrowserWindow {
  const { preload, page, ...rest } = options;
  const window = new BrowserWindow({
    ...rest,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // Elsewhere Chromium downloads dictionaries; macOS has its own.
      spellcheck: process.platform === 'darwin',
      devTools: !app.isPackaged,
      disableBlinkFeatures: 'Auxclick',
    },
  });
  confine(window.webContents, page);
  open.add(window);
  window.once('closed', () => open.delete(window));
  // What failed is told by `did-fail-load`; a load that a reload took the place of failed for nobody.
  window.loadURL(page).catch(() => undefined);
  return window;
}

/** Nothing a page could ask the system for is granted; what the app needs it does itself, through the contract. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
}

/** Keeps a page where it is: no other page, no frame, no window, no webview. */
function confine(contents: WebContents, page: string): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url, page)) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url, page)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What a page keeps in its fragment is its own; a reload brings it along. */
function isPage(address: string, page: string): boolean {
  return address.split('#', 1)[0] === page;
}
