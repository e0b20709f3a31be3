/**
 * What keeps the quick prompt open whatever happens: a dialog or menu of the system that belongs to it, or the
 * candidate window of an input method that is composing in its field.
 */
export type QuickPromptHold = 'dialog' | 'menu' | 'composition';

export interface QuickPromptState {
  readonly status: 'hidden' | 'shown';
  /** The person's wish that it stays when another window is used; outlives every opening. */
  readonly isPinned: boolean;
  readonly hasFocus: boolean;
  /** The key asked for the focus when it was open without, and nothing came of it yet. */
  readonly isCalled: boolean;
  readonly holds: readonly QuickPromptHold[];
}

export type QuickPromptEvent =
  /** By shortcut, tray, menu or a second start: one way in and out for all of them. */
  | { readonly type: 'toggled' }
  /** Esc in it, its answer was copied, or its window was asked to close. */
  | { readonly type: 'dismissed' }
  | { readonly type: 'focused' }
  | { readonly type: 'blurred' }
  /** What the system says of the focus a moment after it was asked for: it may have given none, and told nothing. */
  | { readonly type: 'focus-checked'; readonly hasFocus: boolean }
  /** Its window is not to be seen, whoever hid it, and nothing told of it. */
  | { readonly type: 'vanished' }
  /** The focus had time to come back after a hold. */
  | { readonly type: 'settled' }
  | { readonly type: 'pinned'; readonly isPinned: boolean }
  | { readonly type: 'held'; readonly by: QuickPromptHold }
  | { readonly type: 'released'; readonly by: QuickPromptHold }
  /** A display came, went, or has another size, scale or dock. */
  | { readonly type: 'displays-changed' }
  /** The main window shows its conversation now. */
  | { readonly type: 'handed-over' }
  /** Its page crashed or was loaded anew: nothing that it said holds any longer. */
  | { readonly type: 'page-gone' };

/** What has to be done about the window, in this order. */
export type QuickPromptEffect =
  /** Put it where it belongs: on the display with the cursor, or on the one that it is on as long as that exists. */
  | { readonly type: 'place'; readonly on: 'cursor' | 'same' }
  | { readonly type: 'show' }
  | { readonly type: 'take-focus' }
  /** Give the system a moment, then say `focus-checked`. */
  | { readonly type: 'check-focus' }
  /** `returnFocus`: to what had it before; otherwise something else has it already. */
  | { readonly type: 'hide'; readonly returnFocus: boolean }
  /** Give the focus time to come back, then say `settled`. */
  | { readonly type: 'settle' };

export interface QuickPromptTransition {
  readonly state: QuickPromptState;
  readonly effects: readonly QuickPromptEffect[];
}

export function hiddenQuickPrompt(isPinned: boolean): QuickPromptState {
  return { status: 'hidden', isPinned, hasFocus: false, isCalled: false, holds: [] };
}

/** The whole behaviour of the quick prompt's window. Pure; an event that changes nothing returns the state itself. */
export function nextQuickPrompt(
  state: QuickPromptState,
  event: QuickPromptEvent,
): QuickPromptTransition {
  if (event.type === 'pinned') return pin(state, event.isPinned);
  return state.status === 'hidden' ? whileHidden(state, event) : whileShown(state, event);
}

type Happening = Exclude<QuickPromptEvent, { readonly type: 'pinned' }>;

function whileHidden(state: QuickPromptState, event: Happening): QuickPromptTransition {
  if (event.type !== 'toggled') return stay(state);
  const shown: QuickPromptState = { ...state, status: 'shown', hasFocus: true, holds: [] };
  return {
    state: shown,
    effects: [{ type: 'place', on: 'cursor' }, { type: 'show' }, ...takeFocus],
  };
}

function whileShown(state: QuickPromptState, event: Happening): QuickPromptTransition {
  switch (event.type) {
    case 'toggled':
      if (state.holds.length > 0) return stay(state);
      return state.hasFocus || state.isCalled || !state.isPinned
        ? hide(state, { returnFocus: state.hasFocus })
        : call(state);
    case 'dismissed':
      return state.holds.length > 0 ? stay(state) : hide(state, { returnFocus: state.hasFocus });
    case 'focused':
      return state.hasFocus ? stay(state) : stay({ ...state, hasFocus: true, isCalled: false });
    case 'blurred':
      return hideUnlessWanted({ ...state, hasFocus: false });
    case 'focus-checked':
      // One that the person opened a moment ago stays, whatever has the focus.
      return state.hasFocus === event.hasFocus
        ? stay(state)
        : stay({ ...state, hasFocus: event.hasFocus, isCalled: state.isCalled && !event.hasFocus });
    case 'vanished':
      return hide(state, { returnFocus: false });
    case 'settled':
      return hideUnlessWanted(state);
    case 'held':
      return state.holds.includes(event.by)
        ? stay(state)
        : stay({ ...state, holds: [...state.holds, event.by] });
    case 'released':
      return release(state, event.by);
    case 'displays-changed':
      return { state, effects: [{ type: 'place', on: 'same' }] };
    case 'handed-over':
      return hide(state, { returnFocus: false });
    case 'page-gone':
      return state.holds.length === 0 ? stay(state) : settle({ ...state, holds: [] });
  }
}

function pin(state: QuickPromptState, isPinned: boolean): QuickPromptTransition {
  if (state.isPinned === isPinned) return stay(state);
  const next = { ...state, isPinned };
  return next.status === 'shown' ? hideUnlessWanted(next) : stay(next);
}

/** Pinned and left: the key brings it back to hand, also from another display. Where that cannot be, the next closes it. */
function call(state: QuickPromptState): QuickPromptTransition {
  const called: QuickPromptState = { ...state, isCalled: true };
  return { state: called, effects: [{ type: 'place', on: 'cursor' }, ...takeFocus] };
}

const takeFocus: readonly QuickPromptEffect[] = [{ type: 'take-focus' }, { type: 'check-focus' }];

function release(state: QuickPromptState, by: QuickPromptHold): QuickPromptTransition {
  if (!state.holds.includes(by)) return stay(state);
  const next = { ...state, holds: state.holds.filter((hold) => hold !== by) };
  // The focus comes back a moment after a dialog has gone.
  return next.holds.length > 0 || next.hasFocus ? stay(next) : settle(next);
}

function hideUnlessWanted(state: QuickPromptState): QuickPromptTransition {
  const isWanted = state.hasFocus || state.isPinned || state.holds.length > 0;
  return isWanted ? stay(state) : hide(state, { returnFocus: false });
}

function hide(
  { isPinned }: QuickPromptState,
  { returnFocus }: { readonly returnFocus: boolean },
): QuickPromptTransition {
  return { state: hiddenQuickPrompt(isPinned), effects: [{ type: 'hide', returnFocus }] };
}

function settle(state: QuickPromptState): QuickPromptTransition {
  return { state, effects: [{ type: 'settle' }] };
}

function stay(state: QuickPromptState): QuickPromptTransition {
  return { state, effects: [] };
}
