import { useEffect } from 'react';
import { runKey } from './commands.ts';

/**
 * The keys of commands inside the window. A key that something on screen took is left to it; one that is handled here
 * never reaches the application menu, so no command runs twice.
 */
export function useKeys(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'Backspace' && isEditing(event.target)) return;
      if (runKey(event)) event.preventDefault();
    };
    globalThis.addEventListener('keydown', listener);
    return () => globalThis.removeEventListener('keydown', listener);
  }, []);
}

function isEditing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}
