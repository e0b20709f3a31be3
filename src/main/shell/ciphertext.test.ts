import { expect, test } from 'vitest';
import { isProtected } from './ciphertext.ts';

test.each([
  ['v10', 'linux', false],
  ['v11', 'linux', true],
  ['v12', 'linux', true],
  ['v20', 'linux', false],
  ['', 'linux', false],
  ['v10', 'freebsd', false],
  ['v10', 'darwin', true],
  ['v10', 'win32', true],
] as const)('%j on %s protects: %j', (version, platform, expected) => {
  expect(isProtected(Buffer.from(`${version}ciphertext`), platform)).toBe(expected);
});
