import { createDraftFile } from './drafts.ts';
import type { DraftFile } from './drafts.ts';
import { readFormerUnsent } from './former.ts';
import { createQueueFile } from './queues.ts';
import type { QueueFile } from './queues.ts';
import type { KeptFileOptions } from './open-kept.ts';

/** All that was written and not sent. */
export interface Unsent {
  readonly drafts: DraftFile;
  readonly queues: QueueFile;
  /** Writes what is not on disk yet. Throws `storage-failed`, after all that can be written was. */
  readonly flush: () => void;
}

/** Takes over what a former version kept in `unsent.json`, which goes when that is on disk. Never throws. */
export function createUnsent({
  directory,
  checkFolder,
  report,
  delayMs = 500,
}: Omit<KeptFileOptions, 'delayMs' | 'report'> & {
  readonly delayMs?: number;
  /** Told by each of the two files for itself. */
  readonly report: (
    file: 'drafts' | 'queue',
    failure: Parameters<KeptFileOptions['report']>[0],
  ) => void;
}): Unsent {
  const former = readFormerUnsent(directory, (failure) => report('drafts', failure));
  const drafts = createDraftFile(
    { directory, checkFolder, delayMs, report: (failure) => report('drafts', failure) },
    former?.drafts,
  );
  const queues = createQueueFile(
    { directory, checkFolder, delayMs, report: (failure) => report('queue', failure) },
    former?.queues,
  );

  function flush(): void {
    try {
      drafts.flush();
    } finally {
      queues.flush();
    }
  }

  if (former !== null) {
    try {
      flush();
      former.remove();
    } catch {
      // It was reported, and is taken over again at the next start.
    }
  }
  return { drafts, queues, flush };
}
