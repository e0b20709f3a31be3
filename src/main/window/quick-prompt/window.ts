import type { BrowserWindow } from 'electron';
import { EVENT_CHANNEL } from '#shared/channel.ts';
import type { QuickPromptPlace, Settings } from '#shared/settings.ts';
import { createQuickPromptFrame } from './frame.ts';
import type { QuickPromptFrame } from './frame.ts';
import { openQuickPromptWindow } from './native-window.ts';
import type { NativeWindowOptions } from './native-window.ts';
import { createShowing } from './showing.ts';
import type { Showing } from './showing.ts';
import { hiddenQuickPrompt, nextQuickPrompt } from './state.ts';
import type { QuickPromptEffect, QuickPromptEvent, QuickPromptHold } from './state.ts';
import { whenRevealable } from '../reveal.ts';
import { arePlacesKnown } from '../window.ts';

export interface QuickPromptOptions extends Omit<NativeWindowOptions, 'mayClose'> {
  readonly settings: () => Settings['quickPrompt'];
  readonly savePlace: (display: string, place: QuickPromptPlace) => void;
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
  /** Whether the person is using it, as far as the system tells. */
  readonly hasFocus: () => boolean;
  /** The application has a new menu, which the system gave to every window with its keys. */
  readonly dropMenu: () => void;
  /** From now on its window closes like any other: the app is ending. */
  readonly letGo: () => void;
}

/**
 * The quick prompt's window: what its state machine decides, done. There is one window and one page for the life of
 * the app; it is hidden, never closed.
 */
export function createQuickPrompt(options: QuickPromptOptions): QuickPrompt {
  let state = hiddenQuickPrompt(options.settings().pinned);
  let window: BrowserWindow | null = null;
  let isPainted = false;
  let isEnding = false;
  const showing = createShowing(dispatch);
  const frame = createQuickPromptFrame({
    window: living,
    placeOn: (display) => options.settings().places[display] ?? null,
    savePlace: options.savePlace,
    arePlacesKnown,
  });

  const parts: Parts = { frame, showing, isPainted: () => isPainted, onHidden: options.onHidden };

  /** A window that has been destroyed is none, whether or not it has said so. */
  function living(): BrowserWindow | null {
    return window?.isDestroyed() === false ? window : null;
  }

  function ready(): BrowserWindow {
    window = living() ?? create();
    return window;
  }

  function dispatch(event: QuickPromptEvent): void {
    if (isEnding) return;
    const before = state.status;
    const next = nextQuickPrompt(state, event);
    // First the state: what an effect causes, a blur for one, is an event of its own.
    ({ state } = next);
    if (next.effects.length === 0) return;
    const target = ready();
    for (const effect of next.effects) perform(effect, target, parts);
    if (state.status === before) return;
    target.webContents.send(EVENT_CHANNEL, {
      type: 'quick-prompt-changed',
      shown: state.status === 'shown',
    });
  }

  function create(): BrowserWindow {
    isPainted = false;
    const made = openQuickPromptWindow({ ...options, mayClose: () => isEnding }, dispatch);
    whenRevealable(made, () => {
      isPainted = true;
      watchFocus(made, (event) => {
        showing.focusIsTold();
        dispatch(event);
      });
      if (state.status === 'hidden') return;
      showing.appear(made);
      showing.checkFocus(made);
    });
    made.on('move', frame.rest);
    made.on('resize', frame.rest);
    made.once('closed', () => {
      showing.end();
      frame.end();
      if (window === made) window = null;
    });
    return made;
  }

  return {
    prepare: () => void ready(),
    ...wishes(dispatch, options.settings),
    toggle: () => {
      if (showing.isGone(living())) dispatch({ type: 'vanished' });
      dispatch({ type: 'toggled' });
    },
    resize: frame.resize,
    isShown: () => state.status === 'shown',
    hasFocus: () => state.status === 'shown' && state.hasFocus,
    dropMenu: () => living()?.setMenu(null),
    letGo: () => {
      isEnding = true;
    },
  };
}

interface Parts {
  readonly frame: QuickPromptFrame;
  readonly showing: Showing;
  /** Before its page is painted the window would be an empty rectangle; it is shown then. */
  readonly isPainted: () => boolean;
  readonly onHidden: () => void;
}

function perform(effect: QuickPromptEffect, target: BrowserWindow, parts: Parts): void {
  const { frame, showing, isPainted } = parts;
  switch (effect.type) {
    case 'place':
      return frame.place(effect.on);
    case 'show':
      return isPainted() ? showing.appear(target) : undefined;
    case 'take-focus':
      return isPainted() ? target.focus() : undefined;
    case 'check-focus':
      return isPainted() ? showing.checkFocus(target) : undefined;
    case 'hide':
      frame.remember();
      showing.vanish(target, effect.returnFocus);
      return parts.onHidden();
    case 'settle':
      return showing.settle();
  }
}

function wishes(
  dispatch: (event: QuickPromptEvent) => void,
  settings: QuickPromptOptions['settings'],
): Pick<QuickPrompt, 'hide' | 'handOver' | 'hold' | 'followSettings'> {
  return {
    hide: () => dispatch({ type: 'dismissed' }),
    handOver: () => dispatch({ type: 'handed-over' }),
    followSettings: () => dispatch({ type: 'pinned', isPinned: settings().pinned }),
    hold: (by, active) => dispatch({ type: active ? 'held' : 'released', by }),
  };
}

/** To begin when the window can be seen: what happens to its focus before that is none of the person's doing. */
function watchFocus(window: BrowserWindow, dispatch: (event: QuickPromptEvent) => void): void {
  window.on('focus', () => dispatch({ type: 'focused' }));
  window.on('blur', () => dispatch({ type: 'blurred' }));
}
