/** Puts the focus into the message field, where one goes on, unless a dialog has it. */
export function focusComposer(): void {
  if (document.querySelector('dialog[open]') !== null) return;
  document.querySelector<HTMLElement>('[data-composer-field]')?.focus();
}
