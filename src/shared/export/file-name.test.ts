import { describe, expect, test } from 'vitest';
import { dayOf, fileNameOf, uniqueName } from './file-name.ts';

describe('a file name', () => {
  test.each([
    ['A plain title', 'A plain title'],
    ['a/b\\c: d?*', 'a b c d'],
    ['../../etc/passwd', 'etc passwd'],
    ['. .', 'x'],
    ['', 'x'],
    ['name.', 'name'],
    ['CON', '_CON'],
    ['lpt1.txt', '_lpt1.txt'],
    ['line\nbreak\0', 'line break'],
    ['e\u0301', 'é'],
  ])('of %j is %j', (text, name) => {
    expect(fileNameOf(text, 'x')).toBe(name);
  });

  test('is at most 120 bytes long and ends at a whole character', () => {
    const name = fileNameOf('😀'.repeat(200), 'x');
    expect(new TextEncoder().encode(name)).toHaveLength(120);
    expect(name).toBe('😀'.repeat(30));
  });

  test('is not that of another, where case does not count', () => {
    const taken = new Set<string>();
    expect([
      uniqueName('a.md', taken),
      uniqueName('A.md', taken),
      uniqueName('a.md', taken),
    ]).toEqual(['a.md', 'A 2.md', 'a 3.md']);
  });
});

test('a day is one of this time zone', () => {
  expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05');
});
