/** Puts the focus into the message field, where one goes on, unless a dialog has it. */
export function focusComposer(): void {
  if (document.querySelector('dialog[open]') !== null) return;
  const field = document.querySelector<HTMLElement>('[data-composer-field]');
  // What covers it goes away with the next frame.
  if (field?.closest('[inert]')) requestAnimationFrame(() => field.focus());
  else field?.focus();
}
