import { Worker } from 'node:worker_threads';
import type { ImportMessage, ImportWorkerData } from './worker-message.ts';

export interface ReadingOptions extends ImportWorkerData {
  /** The built worker, or its source. */
  readonly worker: URL;
  readonly signal: AbortSignal;
}

/**
 * What a thread reads of an export, as it goes; it stops after each conversation until that is asked for. Ends at once when
 * the signal aborts. A thread that fails ends with its reason.
 */
export async function* readInThread({
  worker,
  signal,
  ...data
}: ReadingOptions): AsyncGenerator<ImportMessage> {
  const thread = new Worker(worker, { workerData: data satisfies ImportWorkerData });
  const arrived: ImportMessage[] = [];
  let wake = Promise.withResolvers<void>();
  let isOver = false;
  const notice = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const end = (problem: string): void => {
    if (!isOver) arrived.push({ type: 'done', skipped: 0, problem });
    isOver = true;
    notice();
  };
  thread.on('message', (message: ImportMessage) => {
    isOver ||= message.type === 'done';
    arrived.push(message);
    notice();
  });
  thread.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  thread.on('exit', () => end('reading it ended unexpectedly'));
  signal.addEventListener('abort', notice, { once: true });
  try {
    while (!signal.aborted) {
      const next = arrived.shift();
      if (next === undefined) {
        if (isOver) return;
        await wake.promise;
        continue;
      }
      yield next;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin.
      if (next.type === 'conversation') thread.postMessage('go on');
      if (next.type === 'done') return;
    }
  } finally {
    signal.removeEventListener('abort', notice);
    await thread.terminate();
  }
}
