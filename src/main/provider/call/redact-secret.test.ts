import { expect, test } from 'vitest';
import { redactSecret } from './redact-secret.ts';

const SECRET = 'nk-Über/4f2a?9c+0xyz==';

test.each([
  ['as it is', SECRET],
  ['percent-encoded', encodeURIComponent(SECRET)],
  [
    'percent-encoded in lower case',
    encodeURIComponent(SECRET).toLowerCase().replace('nk-über', 'nk-Über'),
  ],
  ['as Base64', Buffer.from(SECRET).toString('base64').replaceAll('=', '')],
  ['as Base64 for addresses', Buffer.from(SECRET).toString('base64url')],
  ['as Base64 of a header', Buffer.from(`Bearer ${SECRET}\r\n`).toString('base64')],
  ['as Base64 of a pair', Buffer.from(`me:${SECRET}`).toString('base64')],
  ['as hexadecimal', Buffer.from(SECRET).toString('hex')],
])('a known secret is found %s', (_, spelling) => {
  const text = redactSecret(`refused "${spelling}" of you`, SECRET);
  expect(text).toContain('[redacted]');
  for (let start = 0; start + 8 <= spelling.length; start += 1) {
    // The edges of a longer text in Base64 are the other text's.
    if (start > 3 && start + 12 < spelling.length)
      expect(text).not.toContain(spelling.slice(start, start + 8));
  }
});

test('a text that was cut within a known secret loses the beginning of it', () => {
  expect(redactSecret(`no key ${SECRET.slice(0, 12)}…`, SECRET)).toBe('no key [redacted]…');
  expect(redactSecret('nobody…', SECRET)).toBe('nobody…');
  const encoded = Buffer.from(SECRET).toString('base64').slice(0, 15);
  expect(redactSecret(`no key ${encoded}…`, SECRET)).toBe('no key [redacted]…');
});

test('a short secret hides nothing but itself', () => {
  expect(redactSecret('the cat sat', 'cat')).toBe('the [redacted] sat');
  expect(redactSecret('nothing', '')).toBe('nothing');
});
