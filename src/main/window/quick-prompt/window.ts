import { BrowserWindow, app } from 'electron';
import { EVENT_CHANNEL } from '#shared/channel.ts';
import type { Language, QuickPromptPlace, Settings } from '#shared/settings.ts';
import { QUICK_PROMPT_PAGE } from '../app-origin.ts';
import { windowSurface } from '../appearance.ts';
import { attachContextMenu } from '../context-menu.ts';
import { createQuickPromptFrame, FIRST_HEIGHT, followDisplays } from './frame.ts';
import { QUICK_PROMPT_WIDTH } from './place.ts';
import { hiddenQuickPrompt, nextQuickPrompt } from './state.ts';
import type { QuickPromptEffect, QuickPromptEvent, QuickPromptHold } from './state.ts';
import { keepAppearance, keepPage } from '../upkeep.ts';
import { openWindow } from '../window.ts';

export interface QuickPromptOptions {
  readonly preload: string;
  readonly icon: string;
  readonly settings: () => Settings['quickPrompt'];
  readonly savePlace: (display: string, place: QuickPromptPlace) => void;
  readonly language: () => Language;
  readonly onPageCrash: (reason: string) => void;
  readonly onHidden: () => void;
}

export interface QuickPrompt {
  /** Makes the window without showing it, so that it appears at once later. The first `toggle` does it at the latest. */
  readonly prepare: () => void;
  readonly toggle: () => void;
  readonly hide: () => void;
  /** The main window takes over. */
  readonly handOver: () => void;
  readonly hold: (by: QuickPromptHold, active: boolean) => void;
  /** Follows the content's height, in CSS pixels, as far as there is room. */
  readonly resize: (contentHeight: number) => void;
  /** Takes up what the settings say of it. */
  readonly followSettings: () => void;
  readonly isShown: () => boolean;
  /** From now on its window closes like any other: the app is ending. */
  readonly letGo: () => void;
}

/** How long the focus may take to come back from a dialog, in milliseconds. */
const SETTLE = 250;

/**
 * The quick prompt's window: what its state machine decides, done. There is one window and one page for the life of
 * the app; it is hidden, never closed.
 */
export function createQuickPrompt(options: QuickPromptOptions): QuickPrompt {
  let state = hiddenQuickPrompt(options.settings().pinned);
  let window: BrowserWindow | null = null;
  let isPainted = false;
  let isEnding = false;
  let wasActive = false;
  let settling: NodeJS.Timeout | undefined;
  const frame = createQuickPromptFrame({
    window: () => window,
    placeOn: (display) => options.settings().places[display] ?? null,
    savePlace: options.savePlace,
  });

  function dispatch(event: QuickPromptEvent): void {
    if (isEnding) return;
    const before = state.status;
    const next = nextQuickPrompt(state, event);
    // First the state: what an effect causes, a blur for one, is an event of its own.
    ({ state } = next);
    if (next.effects.length === 0) return;
    const target = (window ??= create());
    for (const effect of next.effects) perform(effect, target);
    if (state.status === before) return;
    target.webContents.send(EVENT_CHANNEL, {
      type: 'quick-prompt-changed',
      shown: state.status === 'shown',
    });
  }

  function perform(effect: QuickPromptEffect, target: BrowserWindow): void {
    switch (effect.type) {
      case 'place':
        return frame.place(effect.on);
      case 'show':
        wasActive = BrowserWindow.getFocusedWindow() !== null;
        // Before its page is painted it would be an empty rectangle; it is shown then.
        return isPainted ? target.show() : undefined;
      case 'take-focus':
        return isPainted ? target.focus() : undefined;
      case 'hide':
        clearTimeout(settling);
        frame.remember();
        vanish(target, effect.returnFocus, wasActive);
        return options.onHidden();
      case 'settle':
        clearTimeout(settling);
        settling = setTimeout(() => dispatch({ type: 'settled' }), SETTLE);
    }
  }

  function create(): BrowserWindow {
    const made = openQuickPromptWindow(options);
    watch(made, options, dispatch);
    made.once('ready-to-show', () => {
      isPainted = true;
      watchFocus(made, dispatch);
      if (state.status === 'shown') made.show();
    });
    made.on('move', frame.rest);
    made.on('resize', frame.rest);
    made.on('close', (event) => {
      if (isEnding) return;
      event.preventDefault();
      dispatch({ type: 'dismissed' });
    });
    made.once('closed', () => {
      clearTimeout(settling);
      frame.end();
      window = null;
    });
    return made;
  }

  return {
    prepare: () => void (window ??= create()),
    ...wishes(dispatch),
    resize: frame.resize,
    followSettings: () => dispatch({ type: 'pinned', isPinned: options.settings().pinned }),
    isShown: () => state.status === 'shown',
    letGo: () => {
      isEnding = true;
    },
  };
}

function wishes(
  dispatch: (event: QuickPromptEvent) => void,
): Pick<QuickPrompt, 'toggle' | 'hide' | 'handOver' | 'hold'> {
  return {
    toggle: () => dispatch({ type: 'toggled' }),
    hide: () => dispatch({ type: 'dismissed' }),
    handOver: () => dispatch({ type: 'handed-over' }),
    hold: (by, active) => dispatch({ type: active ? 'held' : 'released', by }),
  };
}

function openQuickPromptWindow({ preload, icon }: QuickPromptOptions): BrowserWindow {
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
  return window;
}

/** What happens to the window, told to its state machine. */
function watch(
  window: BrowserWindow,
  options: QuickPromptOptions,
  dispatch: (event: QuickPromptEvent) => void,
): void {
  keepAppearance(window);
  keepPage(window, (reason) => {
    dispatch({ type: 'page-gone' });
    options.onPageCrash(reason);
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

/** To begin when the window can be seen: what happens to its focus before that is none of the person's doing. */
function watchFocus(window: BrowserWindow, dispatch: (event: QuickPromptEvent) => void): void {
  window.on('focus', () => dispatch({ type: 'focused' }));
  window.on('blur', () => dispatch({ type: 'blurred' }));
}

/** `wasActive`: the app had the focus already when the window was shown. */
function vanish(window: BrowserWindow, returnFocus: boolean, wasActive: boolean): void {
  // On Windows a window that is only hidden keeps the focus from the one below it.
  if (returnFocus && process.platform === 'win32') window.blur();
  window.hide();
  if (!returnFocus || wasActive || process.platform !== 'darwin') return;
  // A panel activates nothing. Where the system did activate the app for it, hiding the app undoes that, but only
  // when there is no other window that would vanish with it.
  const others = BrowserWindow.getAllWindows().filter(({ id }) => id !== window.id);
  if (!others.some((other) => other.isVisible())) app.hide();
}
