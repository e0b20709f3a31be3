import { createConnection } from 'node:net';
import { decodeMessages, encodeCall } from './session-bus-message.ts';
import type { BusCall, BusReply } from './session-bus-message.ts';

/**
 * In milliseconds. A desktop that is logging somebody in is busy, and one that is taken to have no tray would end Parley
 * with its window.
 */
const TIMEOUT_MS = 10_000;

/** The session bus of this environment, as `net` connects to it; `null` when there is none. */
export function sessionBusAddress(environment: NodeJS.ProcessEnv): string | null {
  const named = environment['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  for (const [, kind, path = ''] of named.matchAll(/unix:(?:[^,;]+,)*(path|abstract)=([^,;]+)/g)) {
    return kind === 'abstract' ? `\0${decodeURIComponent(path)}` : decodeURIComponent(path);
  }
  const runtime = environment['XDG_RUNTIME_DIR'] ?? '';
  return named === '' && runtime !== '' ? `${runtime}/bus` : null;
}

/**
 * Calls one method on the bus, on a connection of its own: https://dbus.freedesktop.org/doc/dbus-specification.html
 * Resolves with `null` when there is no bus, or no answer in time. Never rejects.
 */
export function callBus(address: string | null, call: BusCall): Promise<BusReply | null> {
  if (address === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = createConnection(address);
    let received = Buffer.alloc(0);
    let isAuthenticated = false;

    const end = (reply: BusReply | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reply);
    };
    const timer = setTimeout(() => end(null), TIMEOUT_MS);

    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => socket.write(`\0AUTH EXTERNAL ${userInHex()}\r\n`));
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      if (!isAuthenticated) {
        const lineEnd = received.indexOf('\r\n');
        if (lineEnd === -1) return;
        if (!received.toString('latin1').startsWith('OK ')) return end(null);
        isAuthenticated = true;
        received = received.subarray(lineEnd + 2);
        socket.write('BEGIN\r\n');
        socket.write(encodeCall(1, hello));
        socket.write(encodeCall(2, call));
      }
      const { messages, rest } = decodeMessages(received);
      received = Buffer.from(rest);
      const reply = messages.find(({ replyTo }) => replyTo === 2);
      if (reply !== undefined) end(reply);
    });
  });
}

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
const hello: BusCall = { ...bus, member: 'Hello', strings: [] };

/** Whether something on the bus answers to this name now; `null` when nobody can say. */
export async function hasBusName(address: string | null, name: string): Promise<boolean | null> {
  const reply = await callBus(address, { ...bus, member: 'NameHasOwner', strings: [name] });
  return reply === null || reply.isError ? null : reply.body.readUInt32LE(0) === 1;
}

function userInHex(): string {
  return Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
}
