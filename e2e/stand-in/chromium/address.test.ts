import { expect, test } from 'vitest';
import { originOf, toAppAddress, toPageAddress } from './address.ts';

const schemes = new Set(['app']);

test.each([
  'app://parley/index.html',
  'app://parley/',
  'app://parley',
  'app://parley/a%20b?x=1#y',
  'app://quick.prompt/index.html',
])('%s has an https address that leads back to it', (address) => {
  const page = toPageAddress(address, schemes);
  expect(new URL(page).protocol).toBe('https:');
  expect(toAppAddress(page)).toBe(address);
});

test.each(['https://example.org/x', 'about:blank', 'data:text/html,x', 'other://parley/x'])(
  '%s is not ours and stays as it is',
  (address) => {
    expect(toPageAddress(address, schemes)).toBe(address);
    expect(toAppAddress(address)).toBe(address);
  },
);

test.each([
  ['app://parley/index.html', 'app://parley'],
  ['https://example.org:8443/x', 'https://example.org:8443'],
  ['about:blank', 'null'],
])('the origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin);
});
