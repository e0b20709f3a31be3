import { lstatSync, readFileSync, statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FailureError } from '#shared/failure.ts';
import { errorCode, storageFailure } from './storage-failure.ts';

export type JsonRead =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly value: unknown; readonly text: string }
  /** Not JSON, or not what was written. */
  | { readonly state: 'damaged'; readonly text: string }
  /** It is there, and the system does not give its content. `isLasting`: waiting changes nothing (a folder, too long). */
  | { readonly state: 'unreadable'; readonly failure: FailureError; readonly isLasting: boolean };

/** Node's own code for it. */
const TOO_LONG = 'ERR_STRING_TOO_LONG';

/** Longer texts than this cannot be one string (V8: 2^29 - 24). */
const LONGEST_FILE = 2 ** 29 - 24;

const CHECKSUM_HEAD = /^\{"checksum":"([0-9a-f]{8})",/;

/** What a file of JSON holds, if it can be read, and if its checksum is right where it has one. Never throws. */
export function readJson(path: string): JsonRead {
  let bytes: Buffer | null;
  try {
    bytes = readWhole(path);
  } catch (error) {
    const code = errorCode(error);
    const isLasting = code === 'EISDIR' || code === TOO_LONG;
    return { state: 'unreadable', failure: storageFailure('read', path, error), isLasting };
  }
  if (bytes === null) return { state: 'absent' };
  const text = bytes.toString('utf8');
  const head = CHECKSUM_HEAD.exec(text);
  if (head !== null && head[1] !== checksumOf(bytes.subarray(head[0].length)))
    return { state: 'damaged', text };
  return parse(text);
}

/** `null` when there is no such file. Throws the system's error, also for a link to nothing: its file may come back. */
export function readWhole(path: string): Buffer | null {
  try {
    if (statSync(path).size > LONGEST_FILE) throw tooLong();
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !isLink(path)) return null;
    throw error;
  }
}

/** The text of an object with the checksum of the rest of it as its first key. */
export function withChecksum(value: object): string {
  const rest = JSON.stringify(value).slice(1);
  return `{"checksum":"${checksumOf(Buffer.from(rest))}",${rest}`;
}

function checksumOf(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}

function parse(text: string): JsonRead {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && 'checksum' in value) delete value.checksum;
    return { state: 'read', value, text };
  } catch {
    return { state: 'damaged', text };
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function tooLong(): Error {
  return Object.assign(new Error('the file is too long'), { code: TOO_LONG });
}
