import { BrowserWindow, app } from 'electron';

export interface LifecycleOptions {
  readonly showWindow: () => void;
  /** The app was started again. `data`: what that start told of itself, from whichever version. */
  readonly startedAgain: (start: { readonly data: unknown; readonly argv: string[] }) => void;
  /** The system ends the session, and with it this process, at once: what is not on disk when this returns is lost. */
  readonly sessionEnds: () => void;
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
  /** Ends the app, once it may. */
  readonly end: () => void;
  /** The last moment: writes at once what came since. Never throws. */
  readonly flushAtEnd: () => void;
  readonly report: (error: unknown) => void;
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

  app.on('second-instance', (_event, argv, _folder, data) => options.startedAgain({ data, argv }));
  // Windows asks no app to quit when a person logs off; it tells windows: https://www.electronjs.org/docs/latest/api/app
  const hearSessionEnd = (window: BrowserWindow): void => {
    window.on('query-session-end', options.sessionEnds);
    window.on('session-end', options.sessionEnds);
  };
  for (const window of BrowserWindow.getAllWindows()) hearSessionEnd(window);
  app.on('browser-window-created', (_event, window) => hearSessionEnd(window));
  app.on('activate', options.showWindow);

  function isLeft(): boolean {
    return phase === 'running' && !options.hasWindow() && !options.goesOnWithout();
  }

  function windowClosed(): void {
    if (process.platform === 'darwin' || !isLeft()) return;
    options
      .whenIdle()
      .then(() => {
        if (isLeft()) app.quit();
        return undefined;
      })
      .catch(options.report);
  }

  function prepared(may: boolean): void {
    phase = may ? 'ready' : 'running';
    if (may) {
      options.letGo();
      options.end();
    } else if (!options.hasWindow()) options.showWindow();
  }

  // Without a listener Electron would end the app whatever is running.
  app.on('window-all-closed', windowClosed);

  app.on('will-quit', options.flushAtEnd);

  app.on('before-quit', (event) => {
    if (phase === 'ready') return;
    event.preventDefault();
    if (phase === 'preparing') return;
    phase = 'preparing';
    options.prepareQuit().then(prepared, (error: unknown) => {
      options.report(error);
      // What could not even be asked about is not lost: the app goes on.
      prepared(false);
    });
  });

  return { windowClosed };
}
