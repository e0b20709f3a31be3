import { app } from 'electron';

export interface LifecycleOptions {
  readonly showWindow: () => void;
  readonly hasWindow: () => boolean;
  /** Resolves when no answer is running; at once when none is. */
  readonly whenIdle: () => Promise<void>;
  /** Resolves with whether the app may end. */
  readonly prepareQuit: () => Promise<boolean>;
}

/**
 * Ties the app's life to the system's events.
 * A closed window stops no answer: elsewhere than on macOS, where an app lives without windows, the app ends with its
 * last window, but only once no answer is running and unless a window was opened meanwhile.
 */
export function followLifecycle(options: LifecycleOptions): void {
  let phase: 'running' | 'preparing' | 'ready' = 'running';

  app.on('second-instance', options.showWindow);
  app.on('activate', options.showWindow);

  app.on('window-all-closed', () => {
    if (process.platform === 'darwin' || phase !== 'running') return;
    void options.whenIdle().then(() => {
      if (!options.hasWindow()) app.quit();
    });
  });

  app.on('before-quit', (event) => {
    if (phase === 'ready') return;
    event.preventDefault();
    if (phase === 'preparing') return;
    phase = 'preparing';
    void options.prepareQuit().then((may) => {
      phase = may ? 'ready' : 'running';
      if (may) app.quit();
      else if (!options.hasWindow()) options.showWindow();
    });
  });
}
