import { app } from 'electron';

export interface LifecycleOptions {
  readonly showWindow: () => void;
  /** The app was started again, with these arguments. */
  readonly startedAgain: (argv: readonly string[]) => void;
  /** Whether the person has a window of the app, or may open one by a key that a hidden one waits for. */
  readonly hasWindow: () => boolean;
  /** Whether the app goes on without one: it can be found elsewhere. */
  readonly goesOnWithout: () => boolean;
  /** The app ends: from now on every window closes when it is asked to. */
  readonly letGo: () => void;
  /** Resolves when no answer is running; at once when none is. */
  readonly whenIdle: () => Promise<void>;
  /** Resolves with whether the app may end. */
  readonly prepareQuit: () => Promise<boolean>;
  /** The last moment: writes at once what came since. Never throws. */
  readonly flushAtEnd: () => void;
}

export interface Lifecycle {
  /** To be called when a window was closed or hidden. */
  readonly windowClosed: () => void;
}

/**
 * Ties the app's life to the system's events.
 * A closed window stops no answer: elsewhere than on macOS, where an app lives without windows, the app ends with its
 * last window, but only once no answer is running, unless a window was opened meanwhile or the tray has it.
 */
export function followLifecycle(options: LifecycleOptions): Lifecycle {
  let phase: 'running' | 'preparing' | 'ready' = 'running';

  app.on('second-instance', (_event, argv) => options.startedAgain(argv));
  app.on('activate', options.showWindow);

  function isLeft(): boolean {
    return phase === 'running' && !options.hasWindow() && !options.goesOnWithout();
  }

  function windowClosed(): void {
    if (process.platform === 'darwin' || !isLeft()) return;
    void options.whenIdle().then(() => {
      if (isLeft()) app.quit();
    });
  }

  // Without a listener Electron would end the app whatever is running.
  app.on('window-all-closed', windowClosed);

  app.on('will-quit', options.flushAtEnd);

  app.on('before-quit', (event) => {
    if (phase === 'ready') return;
    event.preventDefault();
    if (phase === 'preparing') return;
    phase = 'preparing';
    void options.prepareQuit().then((may) => {
      phase = may ? 'ready' : 'running';
      if (may) {
        options.letGo();
        app.quit();
      } else if (!options.hasWindow()) options.showWindow();
    });
  });

  return { windowClosed };
}
