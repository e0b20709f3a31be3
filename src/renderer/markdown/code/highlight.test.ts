import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HighlightReply, HighlightRequest } from './worker-message.ts';

/** Workers that answer nothing by themselves. */
const started: FakeWorker[] = [];

class FakeWorker extends EventTarget {
  readonly asked: HighlightRequest[] = [];
  isTerminated = false;
  constructor() {
    super();
    started.push(this);
  }
  postMessage(request: HighlightRequest): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  reply(data: HighlightReply): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('Worker', FakeWorker);
  started.length = 0;
});
afterEach(() => void vi.unstubAllGlobals());

test('a worker that breaks is replaced, and what it owed is not taken from another', async () => {
  const { openHighlightSession } = await import('./highlight.ts');
  const received: unknown[] = [];
  const open = () => openHighlightSession('json', (lines) => void received.push(lines));
  open().append(['1']);
  started[0]?.dispatchEvent(new Event('error'));
  expect(started[0]?.isTerminated).toBe(true);
  open().append(['2']);
  started[1]?.reply({ session: 1, lines: [[1, 1]] });
  started[1]?.reply({ session: 2, lines: [[1, 2]] });
  expect(received).toEqual([[[1, 2]]]);
});

test('one that always breaks is not started for ever', async () => {
  const { openHighlightSession } = await import('./highlight.ts');
  for (let round = 0; round < 5; round += 1) {
    openHighlightSession('json', () => undefined).append(['1']);
    started.at(-1)?.dispatchEvent(new Event('error'));
  }
  expect(started).toHaveLength(3);
});
