import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { afterwards } from '../net/testing/loopback.ts';
import { signFeed } from './sign.ts';
import {
  feedOf,
  firstKey,
  nextProgram,
  openCopy,
  openPublisher,
  packageAt,
  release,
} from './testing/publishing.ts';

/** Downloads, and tells how it ended and that nothing has changed. */
async function attempt(copy: ReturnType<typeof openCopy>) {
  await copy.updates.check();
  await copy.updates.download();
  await copy.updates.settle();
  expect(readFileSync(copy.image, 'utf8')).toBe('version 1.0.0');
  expect(readdirSync(copy.home).toSorted()).toEqual(['Parley-x86_64.AppImage', 'data']);
  const { state } = copy.updates.view();
  return state.phase === 'available' ? state.fault : state.phase;
}

describe('The old version goes on', () => {
  test('when the download is cut', async () => {
    const publisher = await openPublisher();
    publisher.answer((response) => {
      response.writeHead(200, { 'content-length': nextProgram.length });
      response.write(nextProgram.subarray(0, 100_000), () => response.destroy());
    });
    const copy = openCopy(publisher.address);
    expect(await attempt(copy)).toBe('unreachable');
    // And the next attempt begins anew.
    publisher.answer((response) => void response.end(nextProgram));
    await copy.updates.download();
    expect(copy.updates.view().state.phase).toBe('ready');
  });

  test('when less comes than was said, without a word about it', async () => {
    const publisher = await openPublisher();
    publisher.answer((response) => void response.end(nextProgram.subarray(0, 100_000)));
    expect(await attempt(openCopy(publisher.address))).toBe('unreachable');
  });

  test('when another package comes: of the same length, and a longer one', async () => {
    const publisher = await openPublisher();
    for (const bytes of [Buffer.alloc(nextProgram.length, 1), Buffer.alloc(400_000)]) {
      publisher.answer((response) => void response.end(bytes));
      expect(await attempt(openCopy(publisher.address))).toBe('damaged');
    }
  });

  test('when the server has no such package', async () => {
    const publisher = await openPublisher();
    publisher.answer((response) => void response.writeHead(404).end('no'));
    expect(await attempt(openCopy(publisher.address))).toBe('unreachable');
  });

  test('when there is no room for the package', async () => {
    const publisher = await openPublisher();
    const huge = { ...packageAt(`${publisher.address}/parley`), size: 2 ** 52 };
    const feed = feedOf([release('1.1.0', { packages: [huge] })]);
    publisher.publish(signFeed(feed, [firstKey.privateKey]));
    expect(await attempt(openCopy(publisher.address))).toBe('disk');
    expect(publisher.requests).toHaveLength(1);
  });

  test('when the download is cancelled', async () => {
    const publisher = await openPublisher();
    const copy = openCopy(publisher.address);
    publisher.answer((response) => {
      response.writeHead(200, { 'content-length': nextProgram.length });
      response.write(nextProgram.subarray(0, 1000), () => copy.updates.cancel());
      afterwards(() => response.destroy());
    });
    expect(await attempt(copy)).toBeNull();
  });

  test('when the package was changed between its download and the end', async () => {
    const publisher = await openPublisher();
    const copy = openCopy(publisher.address);
    await copy.updates.check();
    await copy.updates.download();
    writeFileSync(join(copy.home, '.Parley-x86_64.AppImage.update'), 'something else');
    await copy.updates.settle();
    expect(readFileSync(copy.image, 'utf8')).toBe('version 1.0.0');
    const next = openCopy(publisher.address, {}, copy.home);
    expect(next.updates.view().state).toEqual({ phase: 'idle', fault: 'not-installed' });
    // Once is enough.
    const third = openCopy(publisher.address, {}, copy.home);
    expect(third.updates.view().state).toEqual({ phase: 'idle', fault: null });
  });

  test('when the app was killed in the middle of a download, which leaves nothing behind', async () => {
    const publisher = await openPublisher();
    const { home } = openCopy(publisher.address);
    const part = join(home, '.Parley-x86_64.AppImage.update.part');
    writeFileSync(part, nextProgram.subarray(0, 1000));
    openCopy(publisher.address, {}, home);
    expect(existsSync(part)).toBe(false);
  });

  test('when what is remembered cannot be kept', async () => {
    if (process.getuid?.() === 0 || process.platform === 'win32') return;
    const publisher = await openPublisher();
    const copy = openCopy(publisher.address);
    chmodSync(copy.data, 0o500);
    await copy.updates.check();
    chmodSync(copy.data, 0o700);
    expect(copy.updates.view().state.phase).toBe('available');
    expect(copy.faults).not.toEqual([]);
  });
});
