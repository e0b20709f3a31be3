import { expect, test } from 'vitest';
import type { Frame } from './frames/frame.ts';
import { createHttp } from './http.ts';
import { event, failureOf, serve } from './testing/loopback.ts';

test('After a sleep, an answer whose connection is dead ends soon, and what had arrived is kept.', async () => {
  const url = await serve((_request, response) => {
    response.write('data: 1\n\n');
  });
  const http = createHttp({ timeouts: { wakeMs: 20 } });
  const response = await http.send(request(url), AbortSignal.timeout(20_000));
  const frames: Frame[] = [];
  const failure = await failureOf(
    (async () => {
      for await (const batch of response.frames('sse')) {
        frames.push(...batch);
        // As when the lid opens: the reader is waiting for the next piece.
        setImmediate(http.wake);
      }
    })(),
  );
  expect(frames).toEqual([event('1')]);
  expect(failure).toMatchObject({ code: 'timed-out', retryable: true });
  expect(failure?.message).toContain('since this computer woke up');
  await http.close();
});

test('After a sleep, an answer that goes on has all of its time again.', async () => {
  const woken = Promise.withResolvers<void>();
  const url = await serve(async (_request, response) => {
    response.write('data: 1\n\n');
    await woken.promise;
    response.write('data: 2\n\n');
    // Longer than what is left after waking, much less than what a stream has.
    await new Promise((resolve) => setTimeout(resolve, 400));
    response.end('data: 3\n\n');
  });
  const http = createHttp({ timeouts: { wakeMs: 200 } });
  const response = await http.send(request(url), AbortSignal.timeout(20_000));
  const frames: Frame[] = [];
  for await (const batch of response.frames('sse')) {
    frames.push(...batch);
    if (frames.length > 1) continue;
    setImmediate(() => {
      http.wake();
      woken.resolve();
    });
  }
  expect(frames).toEqual([event('1'), event('2'), event('3')]);
  await http.close();
});

function request(url: string) {
  return { method: 'GET', url, headers: {} } as const;
}
