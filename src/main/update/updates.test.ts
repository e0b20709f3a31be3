import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createUpdateMemoryFile } from '../storage/updates.ts';
import { signFeed } from './sign.ts';
import {
  TODAY,
  feedOf,
  firstKey,
  nextProgram,
  openCopy,
  openPublisher,
  release,
  stranger,
} from './testing/publishing.ts';

describe('Nothing is asked of anybody', () => {
  test('before a person has agreed', async () => {
    const publisher = await openPublisher();
    const { updates, settings } = openCopy(publisher.address);
    for (const check of [null, false]) {
      settings.check = check;
      await updates.checkDaily();
    }
    expect(publisher.requests).toEqual([]);
    settings.check = true;
    await updates.checkDaily();
    expect(publisher.requests).toHaveLength(1);
  });

  test('twice in a day, also not after a restart, until the clock was set back', async () => {
    const publisher = await openPublisher();
    const { updates, home } = openCopy(publisher.address);
    await updates.checkDaily();
    await updates.checkDaily();
    await openCopy(publisher.address, {}, home).updates.checkDaily();
    expect(publisher.requests).toHaveLength(1);
    await openCopy(publisher.address, { now: () => TODAY - 1000 }, home).updates.checkDaily();
    expect(publisher.requests).toHaveLength(2);
  });

  test('by a copy that nobody publishes', async () => {
    const publisher = await openPublisher();
    const { updates } = openCopy(publisher.address, {
      publication: {
        homepage: null,
        releases: null,
        faults: null,
        maintainer: null,
        feed: null,
        feedKeys: [],
      },
    });
    await updates.check();
    expect(updates.view()).toMatchObject({ state: { phase: 'off' }, host: null });
  });

  test('that would tell one copy from another', async () => {
    const publisher = await openPublisher();
    const [one, other] = [openCopy(publisher.address), openCopy(publisher.address)];
    for (const { updates } of [one, other]) {
      await updates.check();
      await updates.download();
    }
    const [first, second] = [publisher.requests.slice(0, 2), publisher.requests.slice(2)];
    expect(first).toEqual(second);
    expect(publisher.requests[0]?.headers).not.toMatch(/cookie|agent|version|1\.0\.0|linux/i);
  });
});

test('A newer version is told, brought when it is asked for, and takes its place at the end', async () => {
  const publisher = await openPublisher();
  const { updates, states, ended, image, home } = openCopy(publisher.address);
  await updates.check();
  expect(updates.view()).toMatchObject({
    checkedAt: TODAY,
    state: {
      phase: 'available',
      version: { version: '1.1.0', way: 'install', size: nextProgram.length },
    },
  });
  expect(publisher.requests).toHaveLength(1);

  await updates.download();
  expect(states.map(({ phase }) => phase)).toEqual([
    'checking',
    'available',
    'downloading',
    ...states.slice(3, -1).map(() => 'downloading'),
    'ready',
  ]);
  expect(readFileSync(image, 'utf8')).toBe('version 1.0.0');

  updates.restart();
  expect(ended).toEqual(['asked to quit']);
  await updates.settle();
  updates.end();
  expect(readFileSync(image).equals(nextProgram)).toBe(true);
  expect(statSync(image).mode & 0o777).toBe(0o755);
  expect(ended).toEqual(['asked to quit', `relaunch ${image}`, 'quit']);
  expect(readdirSync(home).toSorted()).toEqual(['Parley-x86_64.AppImage', 'data']);

  const next = openCopy(publisher.address, { version: '1.1.0' }, home);
  expect(next.updates.view().state).toEqual({ phase: 'idle', fault: null });
});

test('What is ready takes its place when the app ends by itself, which then does not start again', async () => {
  const publisher = await openPublisher();
  const { updates, ended, image } = openCopy(publisher.address);
  await updates.check();
  await updates.download();
  await updates.settle();
  updates.end();
  expect([readFileSync(image).equals(nextProgram), ended]).toEqual([true, ['quit']]);
});

test('A person who stays after all has not asked for a restart', async () => {
  const publisher = await openPublisher();
  const { updates, ended } = openCopy(publisher.address);
  await updates.check();
  await updates.download();
  updates.restart();
  updates.stay();
  await updates.settle();
  updates.end();
  expect(ended).toEqual(['asked to quit', 'quit']);
});

describe('A feed', () => {
  test('of another key, one that has expired, and one from before are refused, and found versions stay', async () => {
    const publisher = await openPublisher();
    const { updates } = openCopy(publisher.address);
    const feed = feedOf([release('9.0.0')]);
    const bad = [
      [signFeed(feed, [stranger.privateKey]), 'untrusted'],
      ['<html>Log in to the hotel</html>', 'untrusted'],
      [signFeed({ ...feed, expiresAt: '2027-02-28T00:00:00Z' }, [firstKey.privateKey]), 'expired'],
    ] as const;
    for (const [text, fault] of bad) {
      publisher.publish(text);
      await updates.check();
      expect(updates.view()).toMatchObject({ state: { phase: 'idle', fault }, checkedAt: null });
    }
    publisher.publish(signFeed(feedOf([release('1.2.0')], { serial: 20 }), [firstKey.privateKey]));
    await updates.check();
    publisher.publish(signFeed(feedOf([]), [firstKey.privateKey]));
    await updates.check();
    expect(updates.view()).toMatchObject({
      state: { phase: 'available', version: { version: '1.2.0' } },
    });
  });

  test('from before is refused after a restart, too', async () => {
    const publisher = await openPublisher();
    const { updates, home } = openCopy(publisher.address);
    publisher.publish(signFeed(feedOf([], { serial: 20 }), [firstKey.privateKey]));
    await updates.check();
    publisher.publish(signFeed(feedOf([release('1.1.0')]), [firstKey.privateKey]));
    const next = openCopy(publisher.address, {}, home);
    await next.updates.check();
    expect(next.updates.view().state).toEqual({ phase: 'idle', fault: 'older' });
  });

  test('without a newer version offers nothing, whatever older ones are in it', async () => {
    const publisher = await openPublisher();
    const { updates } = openCopy(publisher.address, { version: '2.0.0' });
    await updates.check();
    expect(updates.view()).toMatchObject({
      state: { phase: 'idle', fault: null },
      checkedAt: TODAY,
    });
  });

  test('that cannot be fetched says so, and the next one is read', async () => {
    const publisher = await openPublisher();
    const { updates } = openCopy(publisher.address, {
      http: {
        send: () => Promise.reject(new Error('no network')),
      },
    });
    await updates.check();
    expect(updates.view().state).toEqual({ phase: 'idle', fault: 'unreachable' });
  });

  test('early versions are for who wants them', async () => {
    const publisher = await openPublisher();
    const { updates, settings } = openCopy(publisher.address);
    const early = release('1.2.0-beta.1', { channel: 'early' });
    publisher.publish(signFeed(feedOf([early]), [firstKey.privateKey]));
    await updates.check();
    expect(updates.view().state.phase).toBe('idle');
    settings.early = true;
    await updates.check();
    expect(updates.view().state).toMatchObject({
      phase: 'available',
      version: { version: '1.2.0-beta.1', early: true, way: 'page' },
    });
  });
});

test('A package that is ready stays ready, until a newer one is found', async () => {
  const publisher = await openPublisher();
  const { updates } = openCopy(publisher.address);
  await updates.check();
  await updates.download();
  await updates.check();
  expect(updates.view().state).toMatchObject({ phase: 'ready', version: { version: '1.1.0' } });
  publisher.publish(signFeed(feedOf([release('1.2.0')], { serial: 11 }), [firstKey.privateKey]));
  await updates.check();
  expect(updates.view().state).toMatchObject({ phase: 'available', version: { version: '1.2.0' } });
});

test('What a package manager owns is only told', async () => {
  const publisher = await openPublisher();
  const { updates } = openCopy(publisher.address, {
    target: { way: 'system', name: null, file: null },
    installer: null,
  });
  await updates.check();
  await updates.download();
  expect(updates.view().state).toMatchObject({ phase: 'available', version: { way: 'system' } });
  expect(publisher.requests).toHaveLength(1);
});

test('A package is found behind the redirect of its host to another one', async () => {
  const [publisher, mirror] = [await openPublisher(), await openPublisher()];
  publisher.answer((response) => {
    response.writeHead(302, { location: `${mirror.address}/elsewhere` }).end();
  });
  const { updates } = openCopy(publisher.address);
  await updates.check();
  await updates.download();
  expect(updates.view().state.phase).toBe('ready');
});

test('What is remembered survives a damaged file', () => {
  const copy = openCopy('http://127.0.0.1:1');
  const memory = createUpdateMemoryFile(copy.data);
  memory.change({ serial: 1 });
  memory.change({ serial: 2 });
  writeFileSync(join(copy.data, 'updates.json'), '{"ser');
  expect(createUpdateMemoryFile(copy.data).read().serial).toBe(1);
});

test('What a newer version has written down beside it is kept', () => {
  const copy = openCopy('http://127.0.0.1:1');
  const file = join(copy.data, 'updates.json');
  writeFileSync(file, '{"serial":7,"later":{"a":1}}');
  createUpdateMemoryFile(copy.data).change({ triedAt: 1 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ serial: 7, later: { a: 1 } });
});
