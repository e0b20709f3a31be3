import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MEGABYTE, streamedEvent, streamEnd } from './stream.ts';

/** Serves `/stream?events=` and `/line?megabytes=` to the process that started this one, and tells it the port. */
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost');
  const times = (name: string): number => Number(url.searchParams.get(name));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const isStream = url.pathname === '/stream';
  const written = isStream
    ? write(response, streamedEvent, times('events'))
    : write(response, 'x'.repeat(MEGABYTE), times('megabytes'));
  void written.then(() => response.end(isStream ? streamEnd : ''));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());

async function write(response: ServerResponse, piece: string, times: number): Promise<void> {
  const closed = once(response, 'close');
  const bytes = Buffer.from(piece);
  for (let count = 0; count < times && !response.destroyed; count += 1) {
    if (!response.write(bytes)) await Promise.race([once(response, 'drain'), closed]);
  }
}
