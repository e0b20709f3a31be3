import type { BrowserWindow } from 'electron';

/** `crashing`: its page ended several times within a minute. `hanging`: it answers to nothing. */
export type PageTrouble = 'crashing' | 'hanging';

export interface PageTroubleOptions {
  /** Told each time that the page's process ended by itself, or that the page could not be loaded. */
  readonly onCrash: (reason: string) => void;
  /** Asks the person, in the system's own words: no page is to be relied on. An abort takes the question back. */
  readonly ask: (
    window: BrowserWindow,
    trouble: PageTrouble,
    signal: AbortSignal,
  ) => Promise<'reload' | 'leave'>;
  /** Milliseconds, from any origin. */
  readonly now: () => number;
}

/** So many crashes within `PERIOD_MS` are loaded again without a word. */
const MOST_CRASHES = 3;
const PERIOD_MS = 60_000;
/** So long after it was ended from here, a process that goes is that one, in milliseconds. */
const ENDING_MS = 2000;
/** Chromium's `ERR_ABORTED`: another load took its place. */
const ABORTED = -3;

/**
 * A page that crashed is loaded again, and one that hangs may be: its conversations live in main, where its answers go
 * on. One that crashes again and again is left to the person.
 */
export function keepPage(window: BrowserWindow, options: PageTroubleOptions): void {
  const contents = window.webContents;
  let crashes: readonly number[] = [];
  let asked: AbortController | null = null;
  let endedAt = Number.NEGATIVE_INFINITY;

  contents.on('render-process-gone', (_event, { reason }) => {
    const now = options.now();
    if (reason === 'clean-exit' || now - endedAt < ENDING_MS) return;
    withdraw();
    // The system wanted its memory back; nothing is wrong with the page.
    if (reason === 'memory-eviction') return reload();
    options.onCrash(reason);
    crashes = [...crashes.filter((at) => now - at < PERIOD_MS), now];
    if (crashes.length <= MOST_CRASHES) reload();
    else question('crashing');
  });
  contents.on('did-fail-load', (_event, code, description, ...[, isMainFrame]) => {
    if (isMainFrame && code !== ABORTED) options.onCrash(`not loaded: ${description} (${code})`);
  });
  contents.on('unresponsive', () => question('hanging'));
  contents.on('responsive', withdraw);
  window.once('closed', withdraw);

  function question(trouble: PageTrouble): void {
    if (asked !== null) return;
    const question = new AbortController();
    asked = question;
    options
      .ask(window, trouble, question.signal)
      .then((answer) => {
        if (question.signal.aborted || answer === 'leave') return undefined;
        crashes = [];
        return begin();
      })
      .catch((error: unknown) => options.onCrash(String(error)))
      .finally(() => {
        if (asked === question) asked = null;
      });
  }

  /** A page that hangs does not even leave by itself. */
  function begin(): void {
    if (window.isDestroyed()) return;
    if (!contents.isCrashed()) {
      endedAt = options.now();
      contents.forcefullyCrashRenderer();
    }
    reload();
  }

  function reload(): void {
    if (!window.isDestroyed()) contents.reload();
  }

  function withdraw(): void {
    asked?.abort();
    asked = null;
  }
}
