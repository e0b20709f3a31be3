import { screen } from 'electron';
import type { BrowserWindow } from 'electron';
import { EVENT_CHANNEL } from '#shared/channel.ts';
import type { AppEvent } from '#shared/contract.ts';
import type { Language } from '#shared/settings.ts';
import { MAIN_PAGE } from './app-origin.ts';
import { windowSurface } from './appearance.ts';
import { MINIMUM_SIZE, placeWindow } from './bounds.ts';
import type { SavedWindow } from './bounds.ts';
import { attachContextMenu } from './context-menu.ts';
import { keepAppearance, keepPage } from './upkeep.ts';
import { openWindow } from './window.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly savedWindow: () => SavedWindow | null;
  readonly saveWindow: (saved: SavedWindow) => void;
  readonly language: () => Language;
  /** The page's process ended by itself; it is loaded again. */
  readonly onPageCrash: (reason: string) => void;
  readonly onClosed: () => void;
}

export interface MainWindow {
  /** Brings the window to the front, opening it when there is none. */
  readonly show: () => BrowserWindow;
  readonly current: () => BrowserWindow | null;
  /** Shows the window and tells its page, as soon as that can hear. */
  readonly tell: (event: AppEvent) => void;
}

/** How long the bounds must rest before they are saved, in milliseconds. */
const REST = 500;

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let current: BrowserWindow | null = null;

  function open(): BrowserWindow {
    const saved = options.savedWindow();
    const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(
      ({ workArea }) => workArea,
    );
    const window = openWindow({
      ...placeWindow(saved, workAreas),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      title: 'Parley',
      icon: options.icon,
      show: false,
      backgroundColor: windowSurface(),
      autoHideMenuBar: true,
      preload: options.preload,
      page: MAIN_PAGE,
    });
    if (saved?.maximized === true) window.maximize();
    window.once('ready-to-show', () => window.show());
    keepBounds(window, options.saveWindow);
    keepAppearance(window);
    keepPage(window, options.onPageCrash);
    attachContextMenu(window, options.language);
    window.once('closed', () => {
      current = null;
      options.onClosed();
    });
    return window;
  }

  function show(): BrowserWindow {
    if (current === null) {
      current = open();
      return current;
    }
    if (current.isMinimized()) current.restore();
    current.show();
    current.focus();
    return current;
  }

  function tell(event: AppEvent): void {
    const { webContents } = show();
    const send = (): void => webContents.send(EVENT_CHANNEL, event);
    if (webContents.isLoading()) webContents.once('did-finish-load', send);
    else send();
  }

  return { show, current: () => current, tell };
}

function keepBounds(window: BrowserWindow, save: (saved: SavedWindow) => void): void {
  let timer: NodeJS.Timeout | undefined;

  function saveNow(): void {
    clearTimeout(timer);
    const { x, y, width, height } = window.getNormalBounds();
    save({ x, y, width, height, maximized: window.isMaximized() });
  }

  function saveSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(saveNow, REST);
  }

  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', saveNow);
}
