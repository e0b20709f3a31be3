import type { BrowserWindow } from 'electron';
import { onAppearanceChange, windowSurface } from './appearance.ts';

const MOST_CRASHES = 3;

/** What is behind the page has its colour, also after light turned dark. */
export function keepAppearance(window: BrowserWindow): void {
  const undo = onAppearanceChange(() => window.setBackgroundColor(windowSurface()));
  window.once('closed', undo);
}

/** A page that crashes is loaded again, a few times at most: its conversations live in main. */
export function keepPage(window: BrowserWindow, onCrash: (reason: string) => void): void {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    onCrash(reason);
    crashes += 1;
    if (crashes <= MOST_CRASHES) window.webContents.reload();
  });
}
