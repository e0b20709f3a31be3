import type { BrowserWindow } from 'electron';
import type { Language } from '#shared/settings.ts';
import { QUICK_PROMPT_PAGE } from '../app-origin.ts';
import { keepAppearance, windowSurface } from '../appearance.ts';
import { attachContextMenu } from '../context-menu.ts';
import { keepPage } from '../page-trouble.ts';
import type { PageTroubleOptions } from '../page-trouble.ts';
import { openWindow } from '../window.ts';
import { FIRST_HEIGHT, followDisplays } from './frame.ts';
import { QUICK_PROMPT_WIDTH } from './place.ts';
import type { QuickPromptEvent } from './state.ts';

export interface NativeWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly language: () => Language;
  readonly pageTrouble: PageTroubleOptions;
  /** Until then it only hides when it is asked to close. */
  readonly mayClose: () => boolean;
}

/** The hidden window of the quick prompt, with the page loading in it. What happens to it is told to `dispatch`. */
export function openQuickPromptWindow(
  options: NativeWindowOptions,
  dispatch: (event: QuickPromptEvent) => void,
): BrowserWindow {
  const { preload, icon } = options;
  const window = openWindow({
    width: QUICK_PROMPT_WIDTH.first,
    height: FIRST_HEIGHT,
    minWidth: QUICK_PROMPT_WIDTH.least,
    title: 'Parley',
    icon,
    show: false,
    frame: false,
    // A panel takes keys without activating the app, so no other window of ours comes forward with it.
    ...(process.platform === 'darwin' && { type: 'panel' }),
    alwaysOnTop: true,
    skipTaskbar: true,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    backgroundColor: windowSurface(),
    preload,
    page: QUICK_PROMPT_PAGE,
  });
  // The keys of the menu are the main window's.
  window.setMenu(null);
  window.setAlwaysOnTop(true, process.platform === 'darwin' ? 'floating' : 'pop-up-menu');
  // Being a panel is what allows it over another app's full screen; turning the whole app into an agent would flash.
  window.setVisibleOnAllWorkspaces(true, {
    visibleOnFullScreen: true,
    skipTransformProcessType: true,
  });
  watch(window, options, dispatch);
  return window;
}

function watch(
  window: BrowserWindow,
  options: NativeWindowOptions,
  dispatch: (event: QuickPromptEvent) => void,
): void {
  keepAppearance(window);
  window.webContents.on('render-process-gone', () => dispatch({ type: 'page-gone' }));
  keepPage(window, { ...options.pageTrouble, ask: held(options.pageTrouble.ask, dispatch) });
  window.on('close', (event) => {
    if (options.mayClose()) return;
    event.preventDefault();
    dispatch({ type: 'dismissed' });
  });
  attachContextMenu(window, options.language, () => {
    dispatch({ type: 'held', by: 'menu' });
    return () => dispatch({ type: 'released', by: 'menu' });
  });
  window.once(
    'closed',
    followDisplays(() => dispatch({ type: 'displays-changed' })),
  );
}

/** A question of the system takes the focus, and must not take the window with it. */
function held(
  ask: PageTroubleOptions['ask'],
  dispatch: (event: QuickPromptEvent) => void,
): PageTroubleOptions['ask'] {
  return async (...question) => {
    dispatch({ type: 'held', by: 'dialog' });
    try {
      return await ask(...question);
    } finally {
      dispatch({ type: 'released', by: 'dialog' });
    }
  };
}
