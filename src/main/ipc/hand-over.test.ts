import { expect, test } from 'vitest';
import { createHandOver } from './hand-over.ts';

function handOverOf(pages: number, timeoutMs: number) {
  const asked: string[] = [];
  const handOver = createHandOver({
    pages: () => pages,
    tell: (event) => void (event.type === 'hand-over-asked' && asked.push(event.handOverId)),
    timeoutMs,
  });
  return { handOver, asked };
}

test('it is over when every page has answered', async () => {
  const { handOver, asked } = handOverOf(2, 3_600_000);
  let isOver = false;
  const over = handOver.ask().then(() => (isOver = true));
  handOver.received(asked[0] ?? '');
  await Promise.resolve();
  expect(isOver).toBe(false);
  handOver.received('another');
  handOver.received(asked[0] ?? '');
  await over;
});

test('a page that hangs does not keep the app, and none is not waited for', async () => {
  await handOverOf(1, 5).handOver.ask();
  await handOverOf(0, 3_600_000).handOver.ask();
});
