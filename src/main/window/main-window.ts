import { screen } from 'electron';
import type { BrowserWindow } from 'electron';
import { EVENT_CHANNEL } from '#shared/channel.ts';
import type { AppEvent } from '#shared/contract.ts';
import type { Language } from '#shared/settings.ts';
import { MAIN_PAGE } from './app-origin.ts';
import { keepAppearance, windowSurface } from './appearance.ts';
import { MINIMUM_SIZE, placeWindow } from './bounds.ts';
import type { SavedWindow } from './bounds.ts';
import { attachContextMenu } from './context-menu.ts';
import { whenHearing, whenRevealable } from './reveal.ts';
import { keepPage } from './page-trouble.ts';
import type { PageTroubleOptions } from './page-trouble.ts';
import { arePlacesKnown, openWindow } from './window.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly savedWindow: () => SavedWindow | null;
  readonly saveWindow: (saved: SavedWindow) => void;
  readonly language: () => Language;
  readonly pageTrouble: PageTroubleOptions;
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
const REST_MS = 500;

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
    whenRevealable(window, () => {
      // It shows the window too, so it waits for the same.
      if (saved?.maximized === true) window.maximize();
      window.show();
    });
    keepBounds(window, options);
    keepAppearance(window);
    keepPage(window, options.pageTrouble);
    attachContextMenu(window, options.language);
    window.once('closed', () => {
      if (current === window) current = null;
      options.onClosed();
    });
    return window;
  }

  /** A window that has been destroyed is none, whether or not it has said so. */
  function living(): BrowserWindow | null {
    return current?.isDestroyed() === false ? current : null;
  }

  function show(): BrowserWindow {
    const window = living();
    if (window === null) {
      current = open();
      return current;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  }

  function tell(event: AppEvent): void {
    const window = show();
    whenHearing(window, () => window.webContents.send(EVENT_CHANNEL, event));
  }

  return { show, current: living, tell };
}

type BoundsOptions = Pick<MainWindowOptions, 'savedWindow' | 'saveWindow'>;

function keepBounds(window: BrowserWindow, { savedWindow, saveWindow }: BoundsOptions): void {
  let timer: NodeJS.Timeout | undefined;

  function saveNow(): void {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    saveWindow({ ...boundsOf(), maximized: window.isMaximized() });
  }

  function boundsOf(): Omit<SavedWindow, 'maximized'> {
    const { x, y, width, height } = window.getNormalBounds();
    if (arePlacesKnown()) return { x, y, width, height };
    // What another session knew of the place is still true there.
    const { x: keptX, y: keptY } = savedWindow() ?? {};
    return {
      ...(keptX !== undefined && { x: keptX }),
      ...(keptY !== undefined && { y: keptY }),
      width,
      height,
    };
  }

  function saveSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(saveNow, REST_MS);
  }

  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', saveNow);
}
