import { nativeTheme } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Settings } from '#shared/settings.ts';

/** `--surface-window` of the style sheet, so that a window is never of another colour before its first frame. */
const surfaces = { light: '#fdfcfa', dark: '#1d1c1a' } as const;

/** Makes the system's own parts and `prefers-color-scheme` follow the setting. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
}

export function windowSurface(): string {
  return nativeTheme.shouldUseDarkColors ? surfaces.dark : surfaces.light;
}

/** Calls `listener` when light turns dark or back, for whatever reason. Returns its undo. */
function onAppearanceChange(listener: () => void): () => void {
  nativeTheme.on('updated', listener);
  return () => {
    nativeTheme.off('updated', listener);
  };
}

/** What is behind the page has its colour, also after light turned dark. */
export function keepAppearance(window: BrowserWindow): void {
  const undo = onAppearanceChange(() => window.setBackgroundColor(windowSurface()));
  window.once('closed', undo);
}
