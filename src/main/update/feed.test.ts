import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newestRelease, openFeed } from './feed.ts';
import { signFeed } from './sign.ts';
import { TODAY, feedOf, firstKey, release, secondKey, stranger } from './testing/publishing.ts';

const trust = {
  keys: [firstKey.publicKey, secondKey.publicKey],
  now: TODAY,
  lastSerial: 10,
};
const feed = feedOf([release('1.1.0')]);

describe('A feed is believed', () => {
  test('when one of the keys has signed it', () => {
    for (const key of [firstKey, secondKey])
      expect(openFeed(signFeed(feed, [key.privateKey]), trust)).toEqual({ ok: true, feed });
  });

  test('when one of several signatures is good: keys are changed one by one', () => {
    const text = signFeed(feed, [stranger.privateKey, secondKey.privateKey]);
    expect(openFeed(text, { ...trust, keys: [secondKey.publicKey] }).ok).toBe(true);
  });

  test('whatever it says that this version does not know', () => {
    const text = JSON.stringify({ ...feed, later: { a: 1 } });
    expect(openFeed(signed(text), trust).ok).toBe(true);
  });
});

function refused(text: string, change = {}): unknown {
  return openFeed(text, { ...trust, ...change });
}

describe('A feed is refused', () => {
  test('when another key has signed it', () => {
    const text = signFeed(feed, [stranger.privateKey]);
    expect(refused(text)).toEqual({ ok: false, fault: 'untrusted' });
  });

  test('when any of its characters was changed', () => {
    const { payload, signatures } = JSON.parse(signFeed(feed, [firstKey.privateKey]));
    for (let place = 0; place < payload.length; place += 7) {
      const other = payload[place] === 'x' ? 'y' : 'x';
      const changed = `${payload.slice(0, place)}${other}${payload.slice(place + 1)}`;
      const text = JSON.stringify({ payload: changed, signatures });
      expect(refused(text)).toEqual({ ok: false, fault: 'untrusted' });
    }
  });

  test('when the key has signed it as something else', () => {
    const payload = JSON.stringify(feed);
    const signature = sign(null, Buffer.from(payload), firstKey.privateKey).toString('base64');
    const text = JSON.stringify({ payload, signatures: [signature] });
    expect(refused(text)).toEqual({ ok: false, fault: 'untrusted' });
  });

  test('when it is no feed', () => {
    for (const text of ['', 'null', '[]', '{}', '<html>', '{"payload":"{}","signatures":[]}'])
      expect(refused(text)).toEqual({ ok: false, fault: 'untrusted' });
    for (const payload of ['null', '{}', JSON.stringify({ ...feed, format: 2 })])
      expect(refused(signed(payload))).toEqual({ ok: false, fault: 'untrusted' });
  });

  test('when its time is over', () => {
    const text = signFeed(feed, [firstKey.privateKey]);
    const now = Date.parse(feed.expiresAt);
    expect(refused(text, { now: now - 1 })).toMatchObject({ ok: true });
    expect(refused(text, { now })).toEqual({ ok: false, fault: 'expired' });
  });

  test('when a later one was seen', () => {
    const text = signFeed(feed, [firstKey.privateKey]);
    expect(refused(text, { lastSerial: 11 })).toEqual({ ok: false, fault: 'older' });
  });
});

describe('The newest release', () => {
  const many = feedOf([
    release('1.1.0'),
    release('1.3.0'),
    release('1.4.0-beta.1', { channel: 'early' }),
    release('1.2.0'),
  ]);

  test('is the highest above this one, and never an older one', () => {
    const newest = ['1.0.0', '1.3.0', '2.0.0'].map(
      (current) => newestRelease(many, { current, early: false })?.version,
    );
    expect(newest).toEqual(['1.3.0', undefined, undefined]);
  });

  test('is an early one only for who wants those', () => {
    expect(newestRelease(many, { current: '1.3.0', early: true })?.version).toBe('1.4.0-beta.1');
    expect(newestRelease(many, { current: '1.3.0', early: false })).toBeNull();
  });
});

function signed(payload: string): string {
  const message = Buffer.from(`Parley feed of updates, format 1\n${payload}`);
  const signature = sign(null, message, firstKey.privateKey).toString('base64');
  return JSON.stringify({ payload, signatures: [signature] });
}
