import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { createNdjsonCutter } from './ndjson.ts';

const limit = { size: 100, exceeded: (what: string) => new Error(`too large: ${what}`) };

function read(pieces: readonly string[], mayBeDocument = false): Frame[] {
  const cutter = createNdjsonCutter(limit, mayBeDocument);
  return [...pieces.flatMap(cutter.add), ...cutter.end()];
}

const line = (text: string): Frame => ({ type: 'line', text });

test('Every line is a frame, the last one with or without an end; empty lines are none.', () => {
  expect(read(['{"a":1}\n\n{"b"', ':2}\r\n{"c":3}'])).toEqual([
    line('{"a":1}'),
    line('{"b":2}'),
    line('{"c":3}'),
  ]);
});

test('A line comes as soon as it ends.', () => {
  const cutter = createNdjsonCutter(limit, false);
  expect(cutter.add('{"a":1}\n{"b"')).toEqual([line('{"a":1}')]);
  expect(cutter.add(':2}\r')).toEqual([line('{"b":2}')]);
});

test('Cut anywhere, the frames are the same.', () => {
  for (const body of [
    '{"a":1}\r\n\r\n{"b":2}\r{"c":3}',
    '{\r\n  "error": 1\r\n}\r\n',
    '{"a":1}\r\n',
  ]) {
    for (const mayBeDocument of [true, false]) {
      const whole = read([body], mayBeDocument);
      for (let at = 1; at < body.length; at += 1)
        expect(read([body.slice(0, at), body.slice(at)], mayBeDocument)).toEqual(whole);
      expect(read(body.split(''), mayBeDocument)).toEqual(whole);
    }
  }
});

test('A body whose first line is no JSON value is one document.', () => {
  expect(read(['{\n  "error": 1\n}\n'])).toEqual([
    { type: 'document', text: '{\n  "error": 1\n}\n' },
  ]);
});

test('A body labelled as JSON is a document when it has one line, and lines when it has more.', () => {
  expect(read(['{"a":1}\n'], true)).toEqual([{ type: 'document', text: '{"a":1}' }]);
  expect(read(['{"a":1}\n{"b":2}\n'], true)).toEqual([line('{"a":1}'), line('{"b":2}')]);
});

test('An endless line is refused.', () => {
  expect(() => read(['{"a":"', 'x'.repeat(200)])).toThrow('a line');
});
