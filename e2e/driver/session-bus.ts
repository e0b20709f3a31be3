import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A session bus on which these names answer, for a desktop that has what they stand for. */
export interface FakeBus {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  readonly close: () => void;
}

const METHOD_RETURN = 2;
const ERROR = 3;

/** Listens at `path`. A question that mentions one of `names` is answered with yes, any other with an error. */
export async function startFakeBus(path: string, names: readonly string[]): Promise<FakeBus> {
  const server = createServer((socket) => serve(socket, names));
  server.listen(path);
  await once(server, 'listening');
  return {
    address: `unix:path=${path}`,
    close: () => {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

function serve(socket: Socket, names: readonly string[]): void {
  let received = Buffer.alloc(0);
  let hasBegun = false;
  let lastSerial = 0;
  socket.on('error', () => undefined);
  socket.on('data', (piece: Buffer) => {
    received = Buffer.concat([received, piece]);
    if (!hasBegun) {
      const text = received.toString('latin1');
      if (!text.includes('BEGIN\r\n')) {
        socket.write(`OK ${'0'.repeat(32)}\r\n`);
        return;
      }
      hasBegun = true;
      received = Buffer.from(received.subarray(text.indexOf('BEGIN\r\n') + 7));
    }
    for (let length = lengthOf(received); received.length >= length; length = lengthOf(received)) {
      const message = received.subarray(0, length);
      received = Buffer.from(received.subarray(length));
      lastSerial += 1;
      const isKnown = names.some((name) => message.includes(name));
      socket.write(reply(isKnown, lastSerial, message.readUInt32LE(8)));
    }
  });
}

function lengthOf(bytes: Buffer): number {
  if (bytes.length < 16) return 16;
  return 16 + Math.ceil(bytes.readUInt32LE(12) / 8) * 8 + bytes.readUInt32LE(4);
}

/** With the field of the call's number, and, for a yes, with that of a body that is one boolean. */
function reply(isYes: boolean, serial: number, replyTo: number): Buffer {
  const fields = [5, 1, 'u'.charCodeAt(0), 0, ...bytesOf(replyTo)];
  if (isYes) fields.push(8, 1, 'g'.charCodeAt(0), 0, 1, 'b'.charCodeAt(0), 0);
  const padding = Array.from({ length: (8 - (fields.length % 8)) % 8 }, () => 0);
  const body = isYes ? bytesOf(1) : [];
  return Buffer.from([
    'l'.charCodeAt(0),
    isYes ? METHOD_RETURN : ERROR,
    0,
    1,
    ...bytesOf(body.length),
    ...bytesOf(serial),
    ...bytesOf(fields.length),
    ...fields,
    ...padding,
    ...body,
  ]);
}

function bytesOf(number: number): number[] {
  return [number & 255, (number >> 8) & 255, (number >> 16) & 255, (number >> 24) & 255];
}
