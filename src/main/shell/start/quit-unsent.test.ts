import { expect, test } from 'vitest';
import { createUnsent } from '../../storage/unsent/unsent.ts';
import { testFolder } from '../../storage/testing/folder.ts';
import { prepareQuit } from './quit.ts';

/** The steps of a quit between which a last word of a page can arrive. */
const moments = ['hand-over', 'abort', 'abort-ends', 'flush', 'flush-ends', 'closing'] as const;

test.each(moments)(
  'what a page tells last, at "%s", is there after the restart',
  async (moment) => {
    const directory = testFolder();
    // No timer of the app runs once it has ended.
    const unsent = createUnsent({ directory, delayMs: 3_600_000, report: () => undefined });
    const at = (now: (typeof moments)[number]): void => {
      if (now === moment) unsent.drafts.write('main', 'new', { text: 'last words', files: [] });
    };
    unsent.drafts.write('main', 'new', { text: 'last', files: [] });
    const may = await prepareQuit({
      handOver: async () => at('hand-over'),
      abortAll: async () => {
        at('abort');
        await Promise.resolve();
        at('abort-ends');
      },
      flush: async () => {
        at('flush');
        unsent.flush();
        await Promise.resolve();
        at('flush-ends');
      },
      reopen: () => undefined,
      ask: async () => 'stay',
      timeoutMs: 3_600_000,
    });
    at('closing');
    // `will-quit`, the last that Electron lets the app do.
    unsent.flush();
    expect(may).toBe(true);
    const after = createUnsent({ directory, report: () => undefined });
    expect(after.drafts.read().main.new?.text).toBe('last words');
  },
);
