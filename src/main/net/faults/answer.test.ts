import { once } from 'node:events';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { answerBytes, answerOf, fault, sendAnswer, streamHead } from '../testing/faults.ts';
import type { Answer } from '../testing/faults.ts';
import { serve, serveSocket } from '../testing/loopback.ts';

const half = 'data: {"choices":[{"index":0,"delta":{"content":"half"}}]}\n\n';
const impatient = { timeouts: { firstByteMs: 100, idleMs: 100 } } as const;

fault('Headers that do not come', 'a server that accepts and says nothing', async () => {
  const answer = await answerOf(await serveSocket(() => {}), impatient);
  expect(answer).toMatchObject({ attempts: 1, failure: { code: 'timed-out' } });
  expect(answer.failure?.message).toContain('it sent nothing for');
  return answer;
});

fault('Headers that come late', 'a server that thinks for 0.3 s, which is allowed', async () => {
  const url = await serve((_, response) => void setTimeout(sendAnswer, 300, response, 'late'));
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'late', attempts: 1 });
  return answer;
});

fault(
  'An answer that falls silent, also after sleep or a change of network',
  'a server that stops within its answer',
  async () => {
    const url = await serve((_, response) => void response.writeHead(200, streamHead).write(half));
    const answer = await answerOf(url, impatient);
    expect(answer).toMatchObject({ text: 'half', attempts: 1, failure: { code: 'timed-out' } });
    return answer;
  },
);

fault(
  'Silence that comments fill',
  'a comment every 50 ms, no text for 0.4 s, limit 0.2 s',
  async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, streamHead);
      let count = 0;
      const timer = setInterval(() => {
        count += 1;
        response.write(': keep-alive\n\n');
        if (count < 8) return;
        clearInterval(timer);
        response.end(answerBytes('at last'));
      }, 50);
    });
    const answer = await answerOf(url, { timeouts: { firstByteMs: 200, idleMs: 200 } });
    expect(answer).toMatchObject({ text: 'at last', failure: null });
    return answer;
  },
);

async function brokenAfterHalf(bytes: string, end: 'end' | 'reset', code: string): Promise<Answer> {
  const url = await serveSocket((socket) => {
    socket.write(bytes);
    setTimeout(() => (end === 'end' ? socket.end() : socket.resetAndDestroy()), 50);
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'half', attempts: 1, failure: { code } });
  return answer;
}

const chunked = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n${half.length.toString(16)}\r\n${half}\r\n`;
const counted = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n${half}`;

fault('A reset within the answer', 'RST after half of it', () =>
  brokenAfterHalf(chunked, 'reset', 'unreachable'),
);
fault('A chunked answer without its last chunk', 'FIN after half of it', () =>
  brokenAfterHalf(chunked, 'end', 'unreachable'),
);
fault('An answer shorter than its content-length', 'FIN after half of it', () =>
  brokenAfterHalf(counted, 'end', 'unreachable'),
);
fault('A chunk header that is no number', '`zz` after half of the answer', async () => {
  const url = await serveSocket((socket) => {
    socket.write(chunked);
    setTimeout(() => socket.write('zz\r\n'), 50);
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'half', failure: { code: 'malformed-response' } });
  return answer;
});
fault(
  'A clean end without the end marker of the protocol',
  'half of an answer, then the last chunk',
  () => brokenAfterHalf(`${chunked}0\r\n\r\n`, 'end', 'malformed-response'),
);
fault(
  'A broken connection before the first text',
  'RST instead of the first two answers',
  async () => {
    let calls = 0;
    const url = await serve((request, response) => {
      calls += 1;
      if (calls < 3) request.socket.resetAndDestroy();
      else sendAnswer(response, 'third');
    });
    const answer = await answerOf(url);
    expect(answer).toMatchObject({ text: 'third', attempts: 3, failure: null });
    return answer;
  },
);
fault(
  'A connection that stays open after the end marker',
  'a server that never closes',
  async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, streamHead).write(answerBytes('whole'));
    });
    const answer = await answerOf(url);
    expect(answer).toMatchObject({ text: 'whole', failure: null });
    return answer;
  },
);

fault('Compression', 'gzip, br, and gzip named but not done', async () => {
  const bytes = answerBytes('plain ', 'words');
  const bodies = [
    ['gzip', gzipSync(bytes)],
    ['br', brotliCompressSync(bytes)],
    ['gzip', Buffer.from(bytes)],
  ] as const;
  let answer = await answerOf(await serve((_, response) => sendAnswer(response, 'plain words')));
  for (const [encoding, body] of bodies) {
    const url = await serve((_, response) => {
      response.writeHead(200, { ...streamHead, 'content-encoding': encoding }).end(body);
    });
    answer = await answerOf(url);
    expect(answer).toMatchObject({ text: 'plain words', failure: null });
  }
  return answer;
});
fault('Broken compression', 'half of an answer by gzip, then bytes that are none', async () => {
  const begun = gzipSync(half, { finishFlush: constants.Z_SYNC_FLUSH });
  const url = await serve((_, response) => {
    response.writeHead(200, { ...streamHead, 'content-encoding': 'gzip' });
    response.write(begun);
    setTimeout(() => response.end(Buffer.alloc(2000, 0xff)), 100);
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'half', failure: { code: 'malformed-response' } });
  return answer;
});

fault('Headers without end', '40 kB in one header', async () => {
  const url = await serveSocket((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`);
  });
  const answer = await answerOf(url);
  expect(answer.failure).toMatchObject({ code: 'malformed-response' });
  return answer;
});
fault('A server that does not speak HTTP', 'the greeting of an SSH server', async () => {
  const url = await serveSocket((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  const answer = await answerOf(url);
  expect(answer.failure).toMatchObject({ code: 'malformed-response' });
  return answer;
});

async function endless(start: string, piece: string): Promise<Answer> {
  let sent = 0;
  const url = await serve(async (_, response) => {
    const closed = once(response, 'close');
    response.writeHead(200, streamHead).write(start);
    while (!response.destroyed && sent < 50 * 1024 * 1024) {
      sent += piece.length;
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
    }
    response.end();
  });
  const answer = await answerOf(url);
  expect(answer).toMatchObject({ text: 'half', failure: { code: 'malformed-response' } });
  expect(sent).toBeLessThan(40 * 1024 * 1024);
  return answer;
}
fault('An event of 50 MB', 'one event of lines of 64 kB, given up at 16 MiB', () =>
  endless(half, `data: ${'x'.repeat(65_536)}\n`),
);
fault('A line without end', 'one line of 50 MB, given up at 16 MiB', () =>
  endless(`${half}data: `, 'x'.repeat(65_536)),
);
fault(
  'Bytes that are not UTF-8, a byte order mark, line ends of CR',
  'all in one answer',
  async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, streamHead).write(Buffer.of(0xef, 0xbb, 0xbf));
      response.write('data: {"choices":[{"index":0,"delta":{"content":"');
      response.write(Buffer.of(0x61, 0xff, 0x62));
      response.end('"},"finish_reason":"stop"}]}\r\rdata: [DONE]\r\r');
    });
    const answer = await answerOf(url);
    expect(answer).toMatchObject({ text: 'a\uFFFDb', failure: null });
    return answer;
  },
);

fault('Stop', 'an abort within the answer; the server sees the connection close', async () => {
  const closed = Promise.withResolvers<void>();
  const controller = new AbortController();
  const url = await serve((request, response) => {
    request.socket.once('close', () => closed.resolve());
    response.writeHead(200, streamHead).write(half);
    setTimeout(() => controller.abort(), 100);
  });
  const answer = await answerOf(url, { signal: controller.signal });
  await closed.promise;
  expect(answer).toMatchObject({ text: 'half', failure: null, isStopped: true, attempts: 1 });
  return answer;
});

function pieces(request: number): string[] {
  return Array.from({ length: 300 }, (_, count) => `${request}.${count} ⚡ `);
}

fault('Twenty answers at once', 'twenty streams of 300 pieces from one server', async () => {
  let calls = 0;
  const url = await serve(async (_, response) => {
    const request = (calls += 1);
    response.writeHead(200, streamHead);
    const bytes = Buffer.from(answerBytes(...pieces(request)));
    for (let start = 0; start < bytes.length; start += 777) {
      response.write(bytes.subarray(start, start + 777));
      await new Promise(setImmediate);
    }
    response.end();
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => answerOf(url)));
  const texts = answers.map(({ text }) => text).toSorted();
  const expected = Array.from({ length: 20 }, (_, index) => pieces(index + 1).join(''));
  expect(texts).toEqual(expected.toSorted());
  return answers[0] ?? expect.unreachable('There is no answer.');
});
