import { fstatSync, read } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PipedInput } from './piped-text.ts';

const readDescriptor = promisify(read);
const CHUNK_LENGTH = 64 * 1024;
const NOTHING_YET = -1;
const PAUSE_MS = 5;

/**
 * What is piped into this process. On Windows Electron's own `process.stdin` is at its end from the first, whatever is
 * piped in (lib/common/init.ts of Electron); the descriptor below it is what the shell passed on.
 */
export function standardInput(): PipedInput {
  const isReplaced = process.platform === 'win32' && process.versions['electron'] !== undefined;
  return isReplaced ? descriptorInput(0) : process.stdin;
}

/**
 * A pipe or a file that is open here. Anything else counts as a terminal: on Windows a program with windows cannot read
 * a console, https://github.com/electron/electron/issues/4218
 */
export function descriptorInput(descriptor: number): PipedInput {
  if (!isReadable(descriptor)) return Object.assign(Readable.from([]), { isTTY: true });
  return Readable.from(chunksOf(descriptor), { objectMode: false });
}

function isReadable(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isFile() || status.isSocket();
  } catch {
    return false;
  }
}

async function* chunksOf(descriptor: number): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_LENGTH);
    const length = await readDescriptor(descriptor, chunk, 0, CHUNK_LENGTH, null)
      .then(({ bytesRead }) => bytesRead)
      .catch(meaningOf);
    if (length === 0) return;
    if (length === NOTHING_YET) await sleep(PAUSE_MS);
    else yield chunk.subarray(0, length);
  }
}

/** Where a pipe ends, Windows has an error: https://github.com/nodejs/node/issues/35997 */
function meaningOf(error: NodeJS.ErrnoException): typeof NOTHING_YET | 0 {
  if (error.code === 'EOF') return 0;
  // A pipe that does not block has nothing at the moment: whoever writes into it is slower.
  if (error.code === 'EAGAIN') return NOTHING_YET;
  throw error;
}
