import { reasonOf } from '#shared/failure.ts';
import type { RouteEvent } from '../../provider/call/stream.ts';
import { durationWords } from './duration-words.ts';
import { plain } from './output.ts';
import type { Sink } from './output.ts';

/** Shorter waits are over before they are read. */
const SHORTEST_TOLD_MS = 1000;
/** Ends the line where it is and takes back what stood on it. */
const CLEAR_LINE = '\r\u{1b}[K';

/** What happens on the way to an answer, on standard error: who did not answer and why, and the wait until the next try. */
export interface RouteNotice {
  readonly record: (event: RouteEvent) => void;
  /** Nothing is waited for any more. */
  readonly close: () => void;
}

export function createRouteNotice(error: Sink): RouteNotice {
  let server = '';
  let failed = '';
  let timer: NodeJS.Timeout | undefined;

  function stop(): void {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    error.write(CLEAR_LINE);
  }

  /** Counted down where a person watches, told once where nobody does. */
  function tellWait(reason: string, milliseconds: number): void {
    const end = performance.now() + milliseconds;
    const words = (left: number): string =>
      `parley ask: ${reason}; asking again in ${durationWords(left)}`;
    if (error.isTTY !== true) {
      error.write(`${words(milliseconds)}\n`);
      return;
    }
    const count = (): unknown =>
      error.write(`${CLEAR_LINE}${words(end - performance.now())} (Ctrl-C ends this)`);
    count();
    timer = setInterval(count, 1000);
  }

  function record(event: RouteEvent): void {
    stop();
    if (event.type === 'attempt') {
      const next = event.server ?? '';
      if (failed !== '' && next !== server) error.write(`parley ask: ${failed}; asking ${next}\n`);
      failed = '';
      server = next;
      return;
    }
    const reason = plain(reasonOf(event.failure));
    if (event.retryInMs >= SHORTEST_TOLD_MS) tellWait(`${server}: ${reason}`, event.retryInMs);
    else failed = `${server}: ${reason}`;
  }

  return { record, close: stop };
}
