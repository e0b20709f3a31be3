import {
  brotliCompressSync,
  createBrotliCompress,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from 'node:zlib';
import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { serve, get, framesOf, event } from '../testing/loopback.ts';

const eventStream = { 'content-type': 'text/event-stream' };

const body = 'data: {"text":"compressed, however short it is"}\n\n';
const compressed: Record<string, Buffer> = {
  gzip: gzipSync(body),
  br: brotliCompressSync(body),
  deflate: deflateSync(body),
};

for (const [encoding, bytes] of Object.entries({
  ...compressed,
  'deflate ': deflateRawSync(body),
})) {
  test(`A ${encoding} body is decompressed, byte by byte too.`, async () => {
    const url = await serve(async (_, response) => {
      response.writeHead(200, { 'content-encoding': encoding.trim() });
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect((await framesOf(url)).frames).toEqual([
      event('{"text":"compressed, however short it is"}'),
    ]);
  });
}

for (const [encoding, create] of Object.entries({ gzip: createGzip, br: createBrotliCompress })) {
  test(`A ${encoding} event comes before the next one is sent.`, async () => {
    const first = Promise.withResolvers<void>();
    const url = await serve(async (_, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      const stream = create();
      stream.pipe(response);
      stream.write('data: 1\n\n');
      stream.flush();
      await first.promise;
      stream.end('data: 2\n\n');
    });
    const response = await get(url);
    const frames: Frame[] = [];
    for await (const batch of response.frames('sse')) {
      frames.push(...batch);
      first.resolve();
    }
    expect(frames).toEqual([event('1'), event('2')]);
  });
}

for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, br']) {
  test(`Plain text that claims to be ${encoding} is read as it is.`, async () => {
    const url = await serve((_, response) => {
      response
        .writeHead(200, { ...eventStream, 'content-encoding': encoding })
        .end('data: Привет\n\n');
    });
    expect((await framesOf(url)).frames).toEqual([event('Привет')]);
  });
}

test('Broken compressed data is a malformed response after what was whole.', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const gzip = createGzip();
    gzip.pipe(response, { end: false });
    gzip.write('data: 1\n\n');
    gzip.flush(() => response.end(Buffer.alloc(60, 0xff)));
  });
  const { frames, failure } = await framesOf(url);
  expect(frames).toEqual([event('1')]);
  expect(failure?.code).toBe('malformed-response');
});
