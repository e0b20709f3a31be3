import { expect, test } from 'vitest';
import { isNewer } from './version.ts';

/** From the oldest to the newest: https://semver.org, 11. */
const inOrder = [
  '0.9.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
];

test('Every version is newer than those before it and no other', () => {
  for (const [index, one] of inOrder.entries())
    for (const [other, version] of inOrder.entries())
      expect(isNewer(one, version), `${one} over ${version}`).toBe(index > other);
});

test('What is no version is never newer, and nothing is newer than it', () => {
  for (const text of ['', '1', '1.2', 'v1.2.3', '1.2.3.4', '1.2.3-', '1.2.3+build', '99999999.0.0'])
    expect([isNewer(text, '1.0.0'), isNewer('1.0.0', text)]).toEqual([false, false]);
});
