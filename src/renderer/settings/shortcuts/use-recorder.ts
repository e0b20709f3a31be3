import { useEffect, useEffectEvent, useState } from 'react';
import { acceleratorOf } from '#shared/command/accelerator.ts';
import { call } from '../../client/bridge.ts';
import { useEnvironment } from '../../client/environment.ts';

export interface Recorder {
  readonly isRecording: boolean;
  readonly start: () => void;
  readonly stop: () => void;
}

/**
 * Takes the next keys that are pressed, wherever the focus is in this window, and gives them to nobody else. Escape
 * gives up, as does leaving the window.
 */
export function useRecorder(onRecord: (accelerator: string) => void): Recorder {
  const { platform } = useEnvironment();
  const [isRecording, setRecording] = useState(false);

  const recorded = useEffectEvent(onRecord);

  useEffect(() => {
    if (!isRecording) return undefined;
    const stop = (): void => setRecording(false);
    const listener = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') return stop();
      const accelerator = acceleratorOf(event, platform);
      if (accelerator === null || event.repeat) return;
      stop();
      recorded(accelerator);
    };
    rest(true);
    window.addEventListener('keydown', listener, { capture: true });
    window.addEventListener('blur', stop);
    return () => {
      rest(false);
      window.removeEventListener('keydown', listener, { capture: true });
      window.removeEventListener('blur', stop);
    };
  }, [isRecording, platform]);

  return { isRecording, start: () => setRecording(true), stop: () => setRecording(false) };
}

/** Parley's own global shortcut keeps its keys to itself otherwise. Where that fails, all other keys can be recorded. */
function rest(active: boolean): void {
  call('shortcut.record', { active }).catch(() => undefined);
}
