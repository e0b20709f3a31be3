import { expect, test } from 'vitest';
import { prepareQuit } from './quit.ts';
import type { QuitAnswer, QuitSteps } from './quit.ts';

function setUp(overrides: Partial<QuitSteps>, answers: QuitAnswer[] = []) {
  const log: string[] = [];
  const steps: QuitSteps = {
    handOver: async () => void log.push('hand over'),
    abortAll: async () => {
      log.push('abort');
    },
    reopen: () => void log.push('reopen'),
    flush: async () => {
      log.push('flush');
    },
    ask: async (reason) => {
      log.push(`ask: ${String(reason)}`);
      return answers.shift() ?? 'stay';
    },
    timeoutMs: 1000,
    ...overrides,
  };
  return { log, steps };
}

test('pages tell what they know and answers end before the disk is asked to keep them', async () => {
  const { log, steps } = setUp({});
  expect(await prepareQuit(steps)).toBe(true);
  expect(log).toEqual(['hand over', 'abort', 'flush']);
});

test('a disk that fails is the person’s decision: to stay', async () => {
  const { log, steps } = setUp({ flush: () => Promise.reject(new Error('disk full')) }, ['stay']);
  expect(await prepareQuit(steps)).toBe(false);
  expect(log).toEqual(['hand over', 'abort', 'ask: Error: disk full', 'reopen']);
});

test('a disk that fails is the person’s decision: to quit', async () => {
  const { steps } = setUp({ flush: () => Promise.reject(new Error('disk full')) }, ['quit']);
  expect(await prepareQuit(steps)).toBe(true);
});

test('trying again saves again', async () => {
  let attempts = 0;
  const flush = async (): Promise<void> => {
    attempts += 1;
    if (attempts === 1) throw new Error('disk full');
  };
  const { steps } = setUp({ flush }, ['retry']);
  expect(await prepareQuit(steps)).toBe(true);
  expect(attempts).toBe(2);
});

test('a disk that never answers does not hold the app for ever', async () => {
  const { log, steps } = setUp(
    { flush: () => Promise.withResolvers<void>().promise, timeoutMs: 20 },
    ['quit'],
  );
  expect(await prepareQuit(steps)).toBe(true);
  expect(log).toEqual(['hand over', 'abort', 'ask: Error: saving takes too long']);
});
