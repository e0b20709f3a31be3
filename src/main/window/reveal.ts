import type { BrowserWindow } from 'electron';

/** How long after its page has loaded a window is shown, in milliseconds. */
const AFTER_LOAD = {
  /** On Linux `ready-to-show` is the signal that fails; this is time for a frame, and no more. */
  linux: 100,
  elsewhere: 1500,
} as const;
/** After this long a window is shown whatever it has told, in milliseconds: an empty one can be seen and closed. */
const LONGEST_MS = 5000;

/**
 * Calls `reveal` once, when a window that was made hidden can be shown without a flash, or when waiting for that has
 * become worse than a flash. No signal is relied on alone: a hidden window may never tell `ready-to-show`
 * (https://github.com/electron/electron/issues/48859). Never for a window that is closed before.
 */
export function whenRevealable(window: BrowserWindow, reveal: () => void): void {
  const contents = window.webContents;
  const longest = setTimeout(reached, LONGEST_MS);
  let loaded: NodeJS.Timeout | undefined;
  let hasEnded = false;

  function reached(): void {
    if (!end() || window.isDestroyed()) return;
    reveal();
  }

  function hasLoaded(): void {
    const wait = process.platform === 'linux' ? AFTER_LOAD.linux : AFTER_LOAD.elsewhere;
    loaded ??= setTimeout(reached, wait);
  }

  function end(): boolean {
    if (hasEnded) return false;
    hasEnded = true;
    clearTimeout(longest);
    clearTimeout(loaded);
    return true;
  }

  window.once('ready-to-show', reached);
  contents.once('did-finish-load', hasLoaded);
  contents.once('did-fail-load', hasLoaded);
  window.once('closed', end);
}

/**
 * Calls `tell` once the page can hear. A page that has told nothing of its loading is told all the same: its scripts have
 * run long since. When it turns out later that they had not, on a computer that is busy, it is told again.
 */
export function whenHearing({ webContents }: BrowserWindow, tell: () => void): void {
  if (!webContents.isLoading()) return tell();
  let hasTold = false;
  const waiting = setTimeout(told, LONGEST_MS);

  function told(): void {
    clearTimeout(waiting);
    if (webContents.isDestroyed()) return;
    hasTold = true;
    tell();
  }

  // Scripts run just before it, so nothing that was told earlier was heard.
  webContents.once('dom-ready', told);
  webContents.once('did-finish-load', () => {
    if (!hasTold) told();
  });
}
