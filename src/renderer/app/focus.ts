/** Puts the focus into the message field, unless a dialog has it. */
export function focusComposer(): void {
  if (document.querySelector('dialog[open]') !== null) return;
  document.querySelector<HTMLElement>('[data-composer-field]')?.focus();
}

export function focusSearch(): void {
  document.querySelector<HTMLElement>('[data-sidebar-search]')?.focus();
}
