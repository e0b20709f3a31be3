import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeMessages, encodeCall } from './session-bus-message.ts';
import { callBus, hasBusName, sessionBusAddress } from './session-bus.ts';

test.each([
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20b,guid=12ab' }, '/tmp/a b'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-X,guid=1' }, '\0/tmp/dbus-X'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x;unix:guid=1,path=/b' }, '/b'],
  [{ XDG_RUNTIME_DIR: '/run/user/7' }, '/run/user/7/bus'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x,port=1', XDG_RUNTIME_DIR: '/run/user/7' }, null],
  [{}, null],
])('%j leads to %j', (environment, address) => {
  expect(sessionBusAddress(environment)).toBe(address);
});

test('what is cut anywhere is whole when the rest has come', () => {
  const message = encodeCall(7, {
    destination: 'org.example.One',
    path: '/org/example',
    interface: 'org.example.One',
    member: 'Ask',
    strings: ['a', 'be', 'see'],
  });
  const twice = Buffer.concat([message, message]);
  for (let cut = 0; cut < message.length; cut += 1) {
    expect(decodeMessages(twice.subarray(0, message.length + cut)).messages).toHaveLength(1);
  }
  const { messages, rest } = decodeMessages(twice);
  expect(messages).toHaveLength(2);
  expect(messages[0]?.replyTo).toBe(0);
  expect(rest).toHaveLength(0);
});

test('without a bus nobody can say', async () => {
  expect(await hasBusName(null, 'org.example.One')).toBeNull();
  expect(await hasBusName(join(tmpdir(), 'there-is-no-bus-here'), 'org.example.One')).toBeNull();
});

describe.skipIf(!existsSync('/usr/bin/dbus-daemon'))('on a bus', () => {
  let folder = '';
  let daemon: ReturnType<typeof spawn> | null = null;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-bus-'));
    daemon = spawn(
      'dbus-daemon',
      ['--session', '--nofork', '--print-address', `--address=unix:path=${folder}/bus`],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    if (daemon.stdout !== null) await once(daemon.stdout, 'data');
  });
  afterAll(() => {
    daemon?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a name has an owner or has none', async () => {
    expect(await hasBusName(`${folder}/bus`, 'org.freedesktop.DBus')).toBe(true);
    expect(await hasBusName(`${folder}/bus`, 'org.kde.StatusNotifierWatcher')).toBe(false);
  });

  test('a call that nobody answers is an error, not silence', async () => {
    const reply = await callBus(`${folder}/bus`, {
      destination: 'org.example.Nobody',
      path: '/x',
      interface: 'org.example.Nobody',
      member: 'Ask',
      strings: ['one', 'two'],
    });
    expect(reply?.isError).toBe(true);
  });
});
