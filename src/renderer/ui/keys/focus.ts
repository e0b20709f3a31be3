/** Frames within which something that was asked for is on screen: main answers first, or a list scrolls. */
const AWAITED_FRAMES = 20;

/**
 * Focuses an element as soon as it is there: from the next frame on, since whoever is closing (a menu, a dialog) gives the
 * focus back first. Gives up after a while without a word.
 */
export function focusWhenThere(
  find: () => HTMLElement | null | undefined,
  options?: FocusOptions,
): void {
  let frames = 0;
  const look = (): void => {
    const element = find();
    frames += 1;
    if (element) element.focus(options);
    else if (frames < AWAITED_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Puts the focus into the message field, where one goes on, unless a dialog has it. */
export function focusComposer(): void {
  if (document.querySelector('dialog[open]') !== null) return;
  const field = document.querySelector<HTMLElement>('[data-composer-field]');
  if (field?.closest('[inert]')) focusWhenThere(uncoveredField);
  else field?.focus();
}

/** The same for what is about to close: a dialog, or a list over the field. */
export function focusComposerSoon(): void {
  focusWhenThere(uncoveredField);
}

function uncoveredField(): HTMLElement | null {
  if (document.querySelector('dialog[open]') !== null) return null;
  const field = document.querySelector<HTMLElement>('[data-composer-field]');
  return field?.closest('[inert]') ? null : field;
}
