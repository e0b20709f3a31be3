import type { StreamCase } from './case-index.ts';

/** A way to cut a body, by the ends of its pieces. */
export interface Chunking {
  readonly name: string;
  readonly cut: (body: Buffer) => Buffer[];
}

/** Bodies beyond this are cut into larger pieces in their middle: a turn of the event loop for every byte takes minutes. */
const BYTEWISE_LIMIT = 512 * 1024;
const BYTEWISE_ENDS = 64 * 1024;

/** Whole, byte by byte, at random with fixed seeds (small and large pieces), and as the case itself asks. */
export function chunkingsOf({ chunking, body }: StreamCase): Chunking[] {
  const asked: Chunking[] = [];
  const { splits, upstream } = chunking ?? {};
  if (splits) asked.push({ name: 'splits', cut: (bytes) => cutAt(bytes, splits) });
  if (upstream)
    asked.push({ name: 'upstream', cut: (bytes) => cutAt(bytes, runningSum(upstream)) });
  const coarser = Math.ceil(body.length / BYTEWISE_LIMIT);
  return [
    { name: 'whole', cut: (bytes) => [bytes] },
    { name: '1-byte', cut: (bytes) => cutAt(bytes, byteOffsets(bytes.length)) },
    random('random 1', 1, 7 * coarser),
    random('random 2', 2, 60 * coarser),
    random('random 3', 3, 900 * coarser),
    ...asked,
  ];
}

function random(name: string, seed: number, largest: number): Chunking {
  return { name, cut: (body) => cutAt(body, randomOffsets(body.length, seed, largest)) };
}

function byteOffsets(length: number): number[] {
  const offsets: number[] = [];
  for (let offset = 1; offset < length; offset += 1) {
    const inTheMiddle = offset > BYTEWISE_ENDS && offset < length - BYTEWISE_ENDS;
    if (length <= BYTEWISE_LIMIT || !inTheMiddle || offset % 1021 === 0) offsets.push(offset);
  }
  return offsets;
}

function cutAt(body: Buffer, offsets: Iterable<number>): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (const offset of [...offsets, body.length]) {
    if (offset <= start || offset > body.length) continue;
    pieces.push(body.subarray(start, offset));
    start = offset;
  }
  return pieces;
}

function runningSum(sizes: readonly number[]): number[] {
  let sum = 0;
  return sizes.map((size) => (sum += size));
}

/** Mulberry32: the same pieces in every run. */
function randomOffsets(length: number, seed: number, largest: number): number[] {
  const offsets: number[] = [];
  let state = seed;
  for (let offset = 0; offset < length; offsets.push(offset)) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    offset += 1 + (((mixed ^ (mixed >>> 14)) >>> 0) % largest);
  }
  return offsets;
}
