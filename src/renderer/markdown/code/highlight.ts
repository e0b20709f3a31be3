import type { HighlightLanguage } from './grammars.ts';
import type { HighlightReply, HighlightRequest, LineKinds } from './worker-message.ts';

/** Finished blocks of which the kinds are kept: scrolling back shows them in colour at once. */
const KEPT_LIMIT = 120;

/** A worker that breaks again and again is not started any more. */
const WORKERS_LIMIT = 3;

const kept = new Map<string, readonly LineKinds[]>();
const receivers = new Map<number, (lines: readonly LineKinds[]) => void>();
let worker: Worker | null | undefined;
let nextSession = 1;
let brokenWorkers = 0;

/** One block of code on its way to colour. */
export interface HighlightSession {
  /** Highlights the lines that follow those given before. */
  readonly append: (lines: readonly string[]) => void;
  readonly end: () => void;
}

/**
 * `receive` gets the kinds of the appended lines in order, some of them at a time; lines that cannot be highlighted are
 * empty. Where no worker can run it is never called, and the code stays plain.
 */
export function openHighlightSession(
  language: HighlightLanguage,
  receive: (lines: readonly LineKinds[]) => void,
): HighlightSession {
  const session = nextSession++;
  receivers.set(session, receive);
  return {
    append: (lines) => send({ type: 'lines', session, language, lines }),
    end: () => {
      if (receivers.delete(session)) send({ type: 'end', session });
    },
  };
}

/** What an earlier session found for the whole of this code. */
export function keptKinds(
  language: HighlightLanguage,
  code: string,
): readonly LineKinds[] | undefined {
  return kept.get(keyOf(language, code));
}

export function keepKinds(
  language: HighlightLanguage,
  code: string,
  lines: readonly LineKinds[],
): void {
  kept.set(keyOf(language, code), lines);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_LIMIT && oldest !== undefined) kept.delete(oldest);
}

function keyOf(language: HighlightLanguage, code: string): string {
  return `${language}\n${code}`;
}

function send(request: HighlightRequest): void {
  if (worker === undefined) worker = startWorker();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker?.postMessage(request);
}

/** Blocks that waited for a worker that broke stay plain; later ones get another, as long as there is hope. */
function replace(broken: Worker): void {
  if (worker !== broken) return;
  broken.terminate();
  receivers.clear();
  brokenWorkers += 1;
  worker = brokenWorkers < WORKERS_LIMIT ? undefined : null;
}

function startWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  const started = new Worker(new URL('highlight-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', (event: MessageEvent<HighlightReply>) => {
    receivers.get(event.data.session)?.(event.data.lines);
  });
  started.addEventListener('error', () => replace(started));
  return started;
}
