import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterwards } from '../net/testing/loopback.ts';
import { macInstaller } from './squirrel.ts';

/** Takes what the feed names, as Squirrel.Mac does: `null` instead of a package when there is none. */
function openMac(judge: (bytes: string | null) => Error | null) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-mac-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  const events = new EventEmitter();
  const calls: string[] = [];
  let feed = '';
  async function take(): Promise<void> {
    const told = await fetch(feed);
    const { url } = (await told.json()) as { url: string };
    const [bytes, guess] = await Promise.all([fetch(url), fetch(new URL('/Parley.zip', url))]);
    const fault = judge(bytes.ok && !guess.ok ? await bytes.text() : null);
    if (fault === null) events.emit('update-downloaded');
    else events.emit('error', fault);
  }
  const installer = macInstaller(folder, {
    squirrel: {
      setFeedURL: ({ url }) => {
        feed = url;
      },
      checkForUpdates: () => void take(),
      quitAndInstall: () => calls.push('quit and install'),
      on: (event, listener) => events.on(event, listener),
      off: (event, listener) => events.off(event, listener),
    },
    quit: () => calls.push('quit'),
  });
  return { installer, calls, events, feed: () => feed };
}

test('Squirrel gets the package that was checked, and nobody else does', async () => {
  let got: string | null = '';
  const { installer, events, feed } = openMac((bytes) => {
    got = bytes;
    return null;
  });
  writeFileSync(installer.file, 'the next version');
  await installer.prepare();
  expect(got).toBe('the next version');
  expect(new URL(feed()).hostname).toBe('127.0.0.1');
  // It is gone again.
  await expect(fetch(feed())).rejects.toThrow();
  expect(events.eventNames()).toEqual([]);
});

test('A package that macOS does not take is a failure', async () => {
  const { installer } = openMac(() => new Error('code requirement'));
  writeFileSync(installer.file, 'of somebody else');
  await expect(installer.prepare()).rejects.toThrow('code requirement');
});

test('The app ends through Squirrel only for a restart: it installs at every end', () => {
  const { installer, calls } = openMac(() => null);
  installer.end(false);
  installer.end(true);
  expect(calls).toEqual(['quit', 'quit and install']);
});
