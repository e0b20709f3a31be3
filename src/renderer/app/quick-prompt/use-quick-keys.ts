import { useEffect } from 'react';
import { call } from '../../client/bridge.ts';
import { getEnvironment } from '../../client/environment.ts';
import { getShortcuts } from '../../client/shortcuts.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { hideQuickPrompt, runQuickCommand } from './commands.ts';
import { quickCommandOf } from './keys.ts';
import { chooseModel, getSession } from './session.ts';

/** The keys of the quick prompt, and what its input method does, of which the window has to know. */
export function useQuickKeys(): void {
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    globalThis.addEventListener('keydown', press, { signal });
    const hold = (active: boolean) =>
      attempt(call('quick-prompt.hold', { by: 'composition', active }));
    globalThis.addEventListener('compositionstart', () => hold(true), { signal });
    globalThis.addEventListener('compositionend', () => hold(false), { signal });
    return () => ended.abort();
  }, []);
}

function press(event: KeyboardEvent): void {
  if (event.isComposing || event.repeat) return;
  // A dialog has the keys to itself; Escape closes it and not the window.
  if (document.querySelector('dialog:modal') !== null) return;
  if (event.key === 'Escape') {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (getSession().choosing === null) hideQuickPrompt();
    else chooseModel(null);
    return;
  }
  if (event.defaultPrevented) return;
  const command = quickCommandOf(event, getEnvironment().platform, getShortcuts());
  if (command === null) return;
  event.preventDefault();
  if (command !== 'unused') runQuickCommand(command);
}
