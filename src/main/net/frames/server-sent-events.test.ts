import { expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { serverSentEvents } from './server-sent-events.ts';

async function read(pieces: readonly string[], size = 1000): Promise<Frame[]> {
  async function* text(): AsyncGenerator<string> {
    yield* pieces;
  }
  const limit = { size, exceeded: (what: string) => new Error(`too large: ${what}`) };
  const frames: Frame[] = [];
  for await (const frame of serverSentEvents(text(), limit)) frames.push(frame);
  return frames;
}

function event(data: string, name?: string): Frame {
  return { type: 'event', event: name, data };
}

test('Fields may have a space after their colon, lines any end, events a name and several lines.', async () => {
  expect(await read(['data:1\n\ndata: 2\r\n\r\nevent: ping\rdata:  3\rdata:4\r\r'])).toEqual([
    event('1'),
    event('2'),
    event(' 3\n4', 'ping'),
  ]);
});

test('Cut anywhere, the frames are the same.', async () => {
  const bodies = [
    '\uFEFFdata: one\r\n\r\n: comment\r\nid: 7\r\nevent: delta\r\ndata: two\u2028three\r\rretry: 5\n\ndata: 4\r\n\r\n',
    'data: {"a":1}\n\nerror: {"message":"out of memory"}\n\ndata: [DONE]\n\n',
    'data: {"a":1}\n\n{\n  "error": {\n    "code": 499\n  }\n}\n',
    '{"error":\r\n "no stream"}',
    'Service unavailable\nTry later',
    'data: {"a":1}\n\ndata: {"b":2}\n',
  ];
  for (const body of bodies) {
    const whole = await read([body]);
    for (let at = 1; at < body.length; at += 1)
      expect(await read([body.slice(0, at), body.slice(at)])).toEqual(whole);
    expect(await read(body.split(''))).toEqual(whole);
  }
});

test('A line that a carriage return ends does not wait for the next byte.', async () => {
  const frames: Frame[] = [];
  async function* text(): AsyncGenerator<string> {
    yield 'data: first\r\r';
    expect(frames).toEqual([event('first')]);
    yield '\ndata: second\r\n\r\n';
  }
  const limit = { size: 100, exceeded: () => new Error('too large') };
  for await (const frame of serverSentEvents(text(), limit)) frames.push(frame);
  expect(frames).toEqual([event('first'), event('second')]);
});

test('Only one byte order mark is removed.', async () => {
  expect(await read(['\uFEFFdata: a\n\n'])).toEqual([event('a')]);
  expect(await read(['\uFEFF\uFEFFdata: a\n\ndata: b\n\n'])).toEqual([event('b')]);
});

test('An event that only the end of the body ends counts when its data is whole JSON or the end marker.', async () => {
  expect(await read(['data: {"a":1}'])).toEqual([event('{"a":1}')]);
  expect(await read(['data: [DONE]\n'])).toEqual([event('[DONE]')]);
  for (const cut of ['', 'd', 'dat', 'data:', 'data: {"a":', 'even', 'error: ', 'error: {"a'])
    expect(await read([cut])).toEqual([]);
  expect(await read(['data: 1\n\ndata: 2'])).toEqual([event('1')]);
});

test('A body that is no event stream is one document.', async () => {
  expect(await read(['{\r\n "error": "x"\r\n}'])).toEqual([
    { type: 'document', text: '{\n "error": "x"\n}' },
  ]);
  expect(await read(['<html>\n<body>'])).toEqual([{ type: 'document', text: '<html>\n<body>' }]);
  expect(await read(['\uFEFF{}'])).toEqual([{ type: 'document', text: '{}' }]);
  expect(await read([''])).toEqual([]);
});

test('JSON after the last event is a document; other unknown lines between events are nothing.', async () => {
  expect(await read(['data: 1\n\n{\n"error": 2}\n'])).toEqual([
    event('1'),
    { type: 'document', text: '{\n"error": 2}' },
  ]);
  expect(await read(['data: 1\n\nnonsense\n\n{"cut": \n\ndata: 2\n\n'])).toEqual([
    event('1'),
    event('2'),
  ]);
});

test('The error field of llama.cpp is an event of that name, in order.', async () => {
  expect(await read(['error: {"message":"x"}\n\ndata: [DONE]\n\n'])).toEqual([
    event('{"message":"x"}', 'error'),
    event('[DONE]'),
  ]);
});

test('Unknown fields beside events take no memory, however many there are.', async () => {
  const pieces = Array.from({ length: 50 }, () => 'trace: abcdef\ndata: 1\n\n');
  expect(await read(pieces, 100)).toHaveLength(50);
});

test('An endless line, event or document is refused.', async () => {
  await expect(read(['data: ', 'x'.repeat(60), 'x'.repeat(60)], 100)).rejects.toThrow('a line');
  const lines = `data: ${'x'.repeat(30)}\n`;
  await expect(read([lines, lines, lines, lines], 100)).rejects.toThrow('an event');
  const document = `{${'x'.repeat(30)}\n`;
  await expect(read([document, document, document, document], 100)).rejects.toThrow('a document');
});

test('Of events without an empty line between them, the whole ones count.', async () => {
  const lines = 'data: {"a":1}\ndata: {"b":2}\n';
  expect(await read([`${lines}data: [DONE]\n`])).toEqual([event('{"a":1}\n{"b":2}\n[DONE]')]);
  expect(await read([`${lines}data: {"c"`])).toEqual([event('{"a":1}\n{"b":2}')]);
  expect(await read(['data: {"a"\ndata: 1'])).toEqual([]);
});
