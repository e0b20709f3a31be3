import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { ndjson } from './ndjson.ts';

async function read(pieces: readonly string[], mayBeDocument = false): Promise<Frame[]> {
  async function* text(): AsyncGenerator<string> {
    yield* pieces;
  }
  const limit = { size: 100, exceeded: (what: string) => new Error(`too large: ${what}`) };
  const frames: Frame[] = [];
  for await (const frame of ndjson(text(), limit, mayBeDocument)) frames.push(frame);
  return frames;
}

const line = (text: string): Frame => ({ type: 'line', text });

test('Every line is a frame, the last one with or without an end; empty lines are none.', async () => {
  expect(await read(['{"a":1}\n\n{"b"', ':2}\r\n{"c":3}'])).toEqual([
    line('{"a":1}'),
    line('{"b":2}'),
    line('{"c":3}'),
  ]);
});

test('A line comes as soon as it ends.', async () => {
  const frames: Frame[] = [];
  async function* text(): AsyncGenerator<string> {
    yield '{"a":1}\n';
    expect(frames).toEqual([line('{"a":1}')]);
    yield '{"b":2}\n';
  }
  const limit = { size: 100, exceeded: () => new Error('too large') };
  for await (const frame of ndjson(text(), limit, false)) frames.push(frame);
  expect(frames).toHaveLength(2);
});

test('A body whose first line is no JSON value is one document.', async () => {
  expect(await read(['{\n  "error": 1\n}\n'])).toEqual([
    { type: 'document', text: '{\n  "error": 1\n}\n' },
  ]);
});

test('A body labelled as JSON is a document when it has one line, and lines when it has more.', async () => {
  expect(await read(['{"a":1}\n'], true)).toEqual([{ type: 'document', text: '{"a":1}' }]);
  expect(await read(['{"a":1}\n{"b":2}\n'], true)).toEqual([line('{"a":1}'), line('{"b":2}')]);
});

test('An endless line is refused.', async () => {
  await expect(read(['{"a":"', 'x'.repeat(200)])).rejects.toThrow('a line');
});
