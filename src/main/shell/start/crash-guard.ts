import type { Log } from '../log.ts';

/**
 * Logs every error that nothing caught and shows the first one; the app goes on, since its conversations are in memory
 * and saving them is worth more than a clean exit.
 */
export function guardCrashes(log: Log, showFirst: () => void): void {
  let shown = false;

  function caught(what: string, error: unknown): void {
    log.write(what, error);
    if (shown) return;
    shown = true;
    showFirst();
  }

  process.on('uncaughtException', (error) => caught('uncaught exception', error));
  process.on('unhandledRejection', (reason) => caught('unhandled rejection', reason));
  // Without a terminal the stream may be closed; writing to it must not become the next crash.
  process.stderr.on('error', () => undefined);
}
