import type { StreamCase } from './case-index.ts';

/** A way to cut a body, by the ends of its pieces. */
export interface Chunking {
  readonly name: string;
  readonly cut: (body: Buffer) => Buffer[];
}

/** Whole, byte by byte, at random with fixed seeds (small and large pieces), and as the case itself asks. */
export function chunkingsOf({ chunking }: StreamCase): Chunking[] {
  const asked: Chunking[] = [];
  const { splits, upstream } = chunking ?? {};
  if (splits) asked.push({ name: 'splits', cut: (body) => cutAt(body, splits) });
  if (upstream) asked.push({ name: 'upstream', cut: (body) => cutAt(body, runningSum(upstream)) });
  return [
    { name: 'whole', cut: (body) => [body] },
    { name: '1-byte', cut: (body) => cutAt(body, body.keys()) },
    { name: 'random 1', cut: (body) => cutAt(body, randomOffsets(body.length, 1, 7)) },
    { name: 'random 2', cut: (body) => cutAt(body, randomOffsets(body.length, 2, 60)) },
    { name: 'random 3', cut: (body) => cutAt(body, randomOffsets(body.length, 3, 900)) },
    ...asked,
  ];
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
