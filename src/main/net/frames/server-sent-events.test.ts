import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { createEventCutter } from './server-sent-events.ts';

function limitOf(size: number) {
  return { size, exceeded: (what: string) => new Error(`too large: ${what}`) };
}

function read(pieces: readonly string[], size = 1000): Frame[] {
  const cutter = createEventCutter(limitOf(size));
  return [...pieces.flatMap(cutter.add), ...cutter.end()];
}

function event(data: string, name?: string): Frame {
  return { type: 'event', event: name, data };
}

test('Fields may have a space after their colon, lines any end, events a name and several lines.', () => {
  expect(read(['data:1\n\ndata: 2\r\n\r\nevent: ping\rdata:  3\rdata:4\r\r'])).toEqual([
    event('1'),
    event('2'),
    event(' 3\n4', 'ping'),
  ]);
});

test('Cut anywhere, the frames are the same.', () => {
  const bodies = [
    '\uFEFFdata: one\r\n\r\n: comment\r\nid: 7\r\nevent: delta\r\ndata: two\u2028three\r\rretry: 5\n\ndata: 4\r\n\r\n',
    'data: {"a":1}\n\nerror: {"message":"out of memory"}\n\ndata: [DONE]\n\n',
    'data: {"a":1}\n\n{\n  "error": {\n    "code": 499\n  }\n}\n',
    '{"error":\r\n "no stream"}',
    'Service unavailable\nTry later',
    'data: {"a":1}\n\ndata: {"b":2}\n',
  ];
  for (const body of bodies) {
    const whole = read([body]);
    for (let at = 1; at < body.length; at += 1)
      expect(read([body.slice(0, at), body.slice(at)])).toEqual(whole);
    expect(read(body.split(''))).toEqual(whole);
  }
});

test('A line that a carriage return ends does not wait for the next byte.', () => {
  const cutter = createEventCutter(limitOf(100));
  expect(cutter.add('data: first\r\r')).toEqual([event('first')]);
  expect(cutter.add('\ndata: second\r\n\r')).toEqual([event('second')]);
  expect(cutter.add('\n\ndata: third\n\n')).toEqual([event('third')]);
});

test('Only one byte order mark is removed.', () => {
  expect(read(['\uFEFFdata: a\n\n'])).toEqual([event('a')]);
  expect(read(['\uFEFF\uFEFFdata: a\n\ndata: b\n\n'])).toEqual([event('b')]);
});

test('An event that only the end of the body ends counts when its data is whole JSON or the end marker.', () => {
  expect(read(['data: {"a":1}'])).toEqual([event('{"a":1}')]);
  expect(read(['data: [DONE]\n'])).toEqual([event('[DONE]')]);
  for (const cut of ['', 'd', 'dat', 'data:', 'data: {"a":', 'even', 'error: ', 'error: {"a'])
    expect(read([cut])).toEqual([]);
  expect(read(['data: 1\n\ndata: 2'])).toEqual([event('1')]);
});

test('A body that is no event stream is one document.', () => {
  expect(read(['{\r\n "error": "x"\r\n}'])).toEqual([
    { type: 'document', text: '{\n "error": "x"\n}' },
  ]);
  expect(read(['<html>\n<body>'])).toEqual([{ type: 'document', text: '<html>\n<body>' }]);
  expect(read(['\uFEFF{}'])).toEqual([{ type: 'document', text: '{}' }]);
  expect(read([''])).toEqual([]);
});

test('JSON after the last event is a document; other unknown lines between events are nothing.', () => {
  expect(read(['data: 1\n\n{\n"error": 2}\n'])).toEqual([
    event('1'),
    { type: 'document', text: '{\n"error": 2}' },
  ]);
  expect(read(['data: 1\n\nnonsense\n\n{"cut": \n\ndata: 2\n\n'])).toEqual([
    event('1'),
    event('2'),
  ]);
});

test('The error field of llama.cpp is an event of that name, in order.', () => {
  expect(read(['error: {"message":"x"}\n\ndata: [DONE]\n\n'])).toEqual([
    event('{"message":"x"}', 'error'),
    event('[DONE]'),
  ]);
});

test('Unknown fields beside events take no memory, however many there are.', () => {
  const pieces = Array.from({ length: 50 }, () => 'trace: abcdef\ndata: 1\n\n');
  expect(read(pieces, 100)).toHaveLength(50);
});

test('An endless line, event or document is refused.', () => {
  expect(() => read(['data: ', 'x'.repeat(60), 'x'.repeat(60)], 100)).toThrow('a line');
  const lines = `data: ${'x'.repeat(30)}\n`;
  expect(() => read([lines, lines, lines, lines], 100)).toThrow('an event');
  const document = `{${'x'.repeat(30)}\n`;
  expect(() => read([document, document, document, document], 100)).toThrow('a document');
});

test('Of events without an empty line between them, the whole ones count.', () => {
  const lines = 'data: {"a":1}\ndata: {"b":2}\n';
  expect(read([`${lines}data: [DONE]\n`])).toEqual([event('{"a":1}\n{"b":2}\n[DONE]')]);
  expect(read([`${lines}data: {"c"`])).toEqual([event('{"a":1}\n{"b":2}')]);
  expect(read(['data: {"a"\ndata: 1'])).toEqual([]);
});
