import { BrowserWindow, app } from 'electron';
import type { QuickPromptEvent } from './state.ts';

/** How long a system takes to show a window and to give it the focus, if it does, in milliseconds. */
const APPEARING_MS = 300;
/** How long the focus may take to come back from a dialog, in milliseconds. */
const SETTLE_MS = 250;

/** Shows and hides the window, and finds out what became of it: not every system does what it is told, or tells. */
export interface Showing {
  readonly appear: (window: BrowserWindow) => void;
  /** Says `focus-checked` when the system had the time to give the focus, unless it tells by itself before. */
  readonly checkFocus: (window: BrowserWindow) => void;
  readonly focusIsTold: () => void;
  /** Says `settled` when the focus had the time to come back. */
  readonly settle: () => void;
  readonly vanish: (window: BrowserWindow, returnFocus: boolean) => void;
  /** Whether it was shown and is not to be seen: what hid it, a hidden app on macOS for one, may have told nothing. */
  readonly isGone: (window: BrowserWindow | null) => boolean;
  readonly end: () => void;
}

export function createShowing(dispatch: (event: QuickPromptEvent) => void): Showing {
  /** By `performance.now`; `null`: it is hidden. */
  let shownAt: number | null = null;
  let checking: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;

  function checkFocus(window: BrowserWindow): void {
    clearTimeout(checking);
    checking = setTimeout(() => {
      if (window.isDestroyed()) return;
      dispatch({ type: 'focus-checked', hasFocus: window.isFocused() });
    }, APPEARING_MS);
  }

  function isGone(window: BrowserWindow | null): boolean {
    if (shownAt === null || performance.now() - shownAt < APPEARING_MS) return false;
    return window?.isVisible() !== true;
  }

  function end(): void {
    clearTimeout(checking);
    clearTimeout(settling);
  }

  return {
    appear: (window) => {
      shownAt = performance.now();
      unhideApp(window);
      window.show();
    },
    checkFocus,
    focusIsTold: () => clearTimeout(checking),
    settle: () => {
      clearTimeout(settling);
      settling = setTimeout(() => dispatch({ type: 'settled' }), SETTLE_MS);
    },
    vanish: (window, returnFocus) => {
      shownAt = null;
      end();
      vanish(window, returnFocus);
    },
    isGone,
    end,
  };
}

function vanish(window: BrowserWindow, returnFocus: boolean): void {
  // On Windows a window that is only hidden keeps the focus from the one below it. Elsewhere hiding gives it back: a
  // panel of macOS has activated nothing, so nothing has to be deactivated for it.
  if (returnFocus && process.platform === 'win32') window.blur();
  window.hide();
}

/**
 * On macOS the windows of an app that was hidden, by Command+H for one, stay hidden whatever they are told. The app is
 * brought back for this one alone: the others are hidden first, since they would come with it.
 */
function unhideApp(window: BrowserWindow): void {
  if (process.platform !== 'darwin' || !app.isHidden()) return;
  for (const other of BrowserWindow.getAllWindows()) if (other.id !== window.id) other.hide();
  app.show();
}
