/**
 * Whether the transcript follows its end. `following`: new text scrolls into view. `released`: the reader is elsewhere
 * and nothing moves; `hasNews` when text has come below since.
 */
export type Stick =
  | { readonly state: 'following' }
  | { readonly state: 'released'; readonly hasNews: boolean };

export type StickEvent =
  /** Upward input: wheel, key, touch, or a selection that begins. */
  | { readonly type: 'moved-up' }
  /** The person's input moved the view. */
  | { readonly type: 'scrolled'; readonly direction: 'up' | 'down'; readonly isAtEnd: boolean }
  /** Text arrived at the end. */
  | { readonly type: 'grew' }
  /** The person asked for the end: pill, key, or a message sent. */
  | { readonly type: 'end-wanted' };

export const following: Stick = { state: 'following' };
const released: Stick = { state: 'released', hasNews: false };

/** Upward input releases at once; only reaching the end, or asking for it, attaches again. */
export function nextStick(stick: Stick, event: StickEvent): Stick {
  switch (event.type) {
    case 'moved-up':
      return stick.state === 'released' ? stick : released;
    case 'scrolled':
      if (event.direction === 'up') return stick.state === 'released' ? stick : released;
      return event.isAtEnd ? following : stick;
    case 'grew':
      return stick.state === 'following' || stick.hasNews
        ? stick
        : { state: 'released', hasNews: true };
    case 'end-wanted':
      return following;
  }
}
