import { createServer as createSocketServer } from 'node:net';
import type { Socket } from 'node:net';
import { constants, createGzip } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import {
  listen,
  serve,
  serveSocket,
  get,
  framesOf,
  failureOf,
  event,
} from '../testing/loopback.ts';

const brokenEnds: Record<string, (socket: Socket) => void> = {
  'a chunked body without its last chunk': (socket) => {
    socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n');
  },
  'a body shorter than its content-length': (socket) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ndata: 1\n\n');
  },
};

for (const [name, answer] of Object.entries(brokenEnds)) {
  test(`What came before ${name} is kept, and the failure names the host.`, async () => {
    const url = await serveSocket(answer);
    const { frames, failure } = await framesOf(url);
    expect(frames).toEqual([event('1')]);
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
    expect(failure?.message).toContain(new URL(url).host);
  });
}

for (const encoding of ['identity', 'gzip']) {
  test(`A reader that is slow loses nothing of an ${encoding} answer that a reset broke.`, async () => {
    const reading = Promise.withResolvers<void>();
    const broken = Promise.withResolvers<void>();
    const url = await serve(async (request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      const pieces = Array.from({ length: 20 }, (_, count) => `data: ${count}\n\n`);
      // Corked, so that all chunks arrive in one packet: whoever has the first has all.
      request.socket.cork();
      for (const bytes of encoding === 'gzip' ? await gzipped(pieces) : pieces)
        response.write(bytes);
      request.socket.uncork();
      await reading.promise;
      request.socket.resetAndDestroy();
      broken.resolve();
    });
    const response = await get(url);
    const frames: Frame[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const batch of response.frames('sse')) {
          frames.push(...batch);
          reading.resolve();
          await broken.promise;
          await new Promise(setImmediate);
        }
      })(),
    );
    expect(frames).toHaveLength(20);
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
  });
}

/** Each piece compressed and flushed on its own. */
async function gzipped(pieces: readonly string[]): Promise<Buffer[]> {
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  const compressed: Buffer[] = [];
  gzip.on('data', (bytes: Buffer) => compressed.push(bytes));
  for (const piece of pieces) {
    await new Promise((resolve) => {
      gzip.write(piece, resolve);
    });
  }
  return compressed;
}

test('A chunk header that is no number is a malformed response.', async () => {
  const url = await serveSocket((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n');
    setTimeout(() => socket.write('zz\r\n'), 50);
  });
  const { frames, failure } = await framesOf(url);
  expect(frames).toEqual([event('1')]);
  expect(failure?.code).toBe('malformed-response');
});

test('A body that the end of the connection ends is whole.', async () => {
  const url = await serveSocket((socket) => {
    socket.end('HTTP/1.0 200 OK\r\n\r\ndata: 1\n\n');
  });
  expect(await framesOf(url)).toEqual({ frames: [event('1')], failure: undefined });
});

test('A server that does not speak HTTP, or sends endless headers, is a malformed response.', async () => {
  const other = await serveSocket((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  expect((await failureOf(get(other))).code).toBe('malformed-response');
  const headers = await serveSocket((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`);
  });
  expect(await failureOf(get(headers))).toMatchObject({
    code: 'malformed-response',
    message: expect.stringContaining('headers are too large'),
  });
});

test('A server that says nothing, or falls silent within its answer, is given up.', async () => {
  const timeouts = { firstByteMs: 100, idleMs: 100 };
  const silent = await serveSocket(() => {});
  expect(await failureOf(get(silent, { timeouts }))).toMatchObject({ code: 'timed-out' });
  const headersOnly = await serve((_, response) => response.writeHead(200).flushHeaders());
  expect((await framesOf(headersOnly, 'sse', { timeouts })).failure?.code).toBe('timed-out');
  const stalled = await serve((_, response) => void response.write('data: 1\n\n'));
  const { frames, failure } = await framesOf(stalled, 'sse', { timeouts });
  expect(frames).toEqual([event('1')]);
  expect(failure).toMatchObject({ code: 'timed-out', retryable: false });
});

test('Comments keep a silent answer alive, and a slow reader is not a silent server.', async () => {
  const url = await serve((_, response) => {
    let count = 0;
    const timer = setInterval(() => {
      count += 1;
      response.write(': keep-alive\n\n');
      if (count < 12) return;
      clearInterval(timer);
      response.end('data: 1\n\ndata: 2\n\n');
    }, 50);
  });
  const response = await get(url, { timeouts: { firstByteMs: 300, idleMs: 300 } });
  const frames: Frame[] = [];
  for await (const batch of response.frames('sse')) {
    frames.push(...batch);
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
  }
  expect(frames).toEqual([event('1'), event('2')]);
});

test('An abort rejects with its own reason and the server sees the connection close.', async () => {
  const closed = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    request.socket.on('close', () => closed.resolve());
    if (request.url === '/stream') response.write('data: 1\n\n');
  });
  const controller = new AbortController();
  const reason = new Error('stopped');
  const waiting = get(url, {}, controller.signal);
  setTimeout(() => controller.abort(reason), 50);
  await expect(waiting).rejects.toBe(reason);
  await closed.promise;
});

test('An abort within the answer does the same, and so does a reader that leaves.', async () => {
  const closed: PromiseWithResolvers<void>[] = [];
  const url = await serve(async (request, response) => {
    const gone = Promise.withResolvers<void>();
    closed.push(gone);
    request.socket.on('close', () => gone.resolve());
    response.writeHead(200, { 'content-encoding': request.url === '/gzip' ? 'gzip' : 'identity' });
    const piece = 'data: 1\n\n';
    response.write(request.url === '/gzip' ? Buffer.concat(await gzipped([piece])) : piece);
  });
  const controller = new AbortController();
  const reason = new Error('stopped');
  const response = await get(url, {}, controller.signal);
  const reading = (async () => {
    for await (const _ of response.frames('sse')) controller.abort(reason);
  })();
  await expect(reading).rejects.toBe(reason);
  await closed[0]?.promise;
  for (const path of ['/', '/gzip']) {
    const left = await get(url + path);
    for await (const batch of left.frames('sse')) {
      expect(batch).toEqual([event('1')]);
      break;
    }
    await closed.at(-1)?.promise;
  }
  expect(closed).toHaveLength(3);
});

test('A signal that is already aborted opens no connection.', async () => {
  let connections = 0;
  const server = createSocketServer(() => (connections += 1));
  const url = await listen(server);
  const reason = new Error('too late');
  await expect(get(url, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(connections).toBe(0);
  server.close();
});
