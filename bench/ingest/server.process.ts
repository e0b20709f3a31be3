import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventAt, streamEnd } from './stream.ts';
import type { Pace } from './stream.ts';

const PER_WRITE = 50;
/** A prime, so that the cuts fall at every place of an event. */
const ODD_SIZE = 4099;
const PACED_PER_SECOND = 1000;

/** Answers completions as the base URL says (see `baseUrlOf`) and tells the process that started this one its port. */
const server = createServer((request, response) => {
  const [, pace = '', events] = (request.url ?? '').split('/');
  request.resume();
  response.socket?.setNoDelay(true);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  void send(response, pace as Pace, Number(events));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());

async function send(response: ServerResponse, pace: Pace, events: number): Promise<void> {
  switch (pace) {
    case 'packed':
    case 'odd':
      await burst(response, piecesOf(pace, events));
      return;
    case 'paced':
      await trickle(response, events);
      return;
    case 'single':
      response.end(eventAt(0) + streamEnd);
  }
}

/** Made once: the server must never be what is measured. */
const made = new Map<string, readonly Buffer[]>();

function piecesOf(pace: 'packed' | 'odd', events: number): readonly Buffer[] {
  const key = `${pace} ${events}`;
  const pieces = made.get(key) ?? (pace === 'packed' ? packed(events) : cutAnywhere(events));
  made.set(key, pieces);
  return pieces;
}

function packed(events: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let first = 0; first < events; first += PER_WRITE) {
    const count = Math.min(PER_WRITE, events - first);
    const text = Array.from({ length: count }, (_, offset) => eventAt(first + offset)).join('');
    pieces.push(Buffer.from(text));
  }
  return [...pieces, Buffer.from(streamEnd)];
}

function cutAnywhere(events: number): readonly Buffer[] {
  const whole = Buffer.concat(packed(events));
  const pieces: Buffer[] = [];
  for (let start = 0; start < whole.length; start += ODD_SIZE) {
    pieces.push(whole.subarray(start, start + ODD_SIZE));
  }
  return pieces;
}

async function burst(response: ServerResponse, pieces: readonly Buffer[]): Promise<void> {
  const closed = once(response, 'close');
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}

async function trickle(response: ServerResponse, events: number): Promise<void> {
  const start = performance.now();
  for (let sent = 0; sent < events && !response.destroyed; sent += 1) {
    const ahead = start + (sent * 1000) / PACED_PER_SECOND - performance.now();
    if (ahead > 0) await pause(ahead);
    response.write(eventAt(sent));
  }
  response.end(streamEnd);
}
