import { useEffect } from 'react';
import { getEnvironment } from '../../client/environment.ts';
import { undoByToast } from '../../ui/toast/toast-queue.ts';
import { runKey } from './commands.ts';
import { matchesAccelerator } from './key-press.ts';

/**
 * The keys of commands inside the window. A key that something on screen took is left to it; one that is handled here
 * never reaches the application menu, so no command runs twice.
 */
export function useKeys(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (isUndo(event) && !hasText(event.target) && undoByToast()) {
        event.preventDefault();
        return;
      }
      if (event.key === 'Backspace' && isField(event.target)) {
        // With nothing left to delete, the key would go on to the menu and be a command there.
        if (event.target.value === '') event.preventDefault();
        return;
      }
      if (runKey(event)) event.preventDefault();
    };
    globalThis.addEventListener('keydown', listener);
    return () => globalThis.removeEventListener('keydown', listener);
  }, []);
}

function isUndo(event: KeyboardEvent): boolean {
  return matchesAccelerator(event, 'CommandOrControl+Z', getEnvironment().platform);
}

/** What was written is undone first. */
function hasText(target: EventTarget | null): boolean {
  return isField(target) && target.value !== '';
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
