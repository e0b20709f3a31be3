import type { Socket } from 'node:net';

/** The next `length` bytes of a socket that has no other reader; later bytes stay in it. Rejects if it ends early. */
export function readExactly(socket: Socket, length: number): Promise<Uint8Array> {
  if (length === 0) return Promise.resolve(new Uint8Array(0));
  return new Promise((resolve, reject) => {
    socket.on('readable', look).once('error', fail).once('close', ended).once('end', ended);
    look();

    function look(): void {
      const bytes = socket.read(length) as Uint8Array | null;
      // At its end, a stream returns what is left, however short.
      if (bytes === null) return;
      if (bytes.length < length) return ended();
      release();
      resolve(bytes);
    }

    function ended(): void {
      fail(new Error('The connection ended.'));
    }

    function fail(error: Error): void {
      release();
      reject(error);
    }

    function release(): void {
      socket.off('readable', look).off('error', fail).off('close', ended).off('end', ended);
    }
  });
}
