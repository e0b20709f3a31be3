import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findChromium } from './chromium.mjs';
import { addCounts, countPlaywright, countVitest, formatCounts } from './counts.mjs';
import { digest, isFresh, markFresh } from './freshness.mjs';
import { isInstalled } from './packages.mjs';

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'set-up-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'a.ts'), 'a');
  writeFileSync(join(root, 'src', 'deep', 'b.test.ts'), 'b');
  writeFileSync(join(root, 'package.json'), '{}');
  return root;
}
const counts = (name: string): boolean => !name.endsWith('.test.ts');
const names = ['src', 'package.json', 'missing'];

test.each<[string, (root: string) => void]>([
  ['a changed file', (root) => writeFileSync(join(root, 'src', 'a.ts'), 'c')],
  ['a new file', (root) => writeFileSync(join(root, 'src', 'deep', 'c.ts'), '')],
  ['a file that went', (root) => rmSync(join(root, 'src', 'a.ts'))],
  ['a folder that went', (root) => rmSync(join(root, 'src', 'deep'), { recursive: true })],
  ['a file that was missing', (root) => writeFileSync(join(root, 'missing'), '')],
])('%s makes what was made of it stale', (_name, change) => {
  const root = project();
  const before = digest(root, names);
  change(root);
  expect(digest(root, names)).not.toBe(before);
});

test('text that moves from one file to the next is a change', () => {
  const root = project();
  writeFileSync(join(root, 'one'), 'ab');
  writeFileSync(join(root, 'two'), 'c');
  const before = digest(root, ['one', 'two']);
  writeFileSync(join(root, 'one'), 'a');
  writeFileSync(join(root, 'two'), 'bc');
  expect(digest(root, ['one', 'two'])).not.toBe(before);
});

test('another time, or another file that does not count, is no change', () => {
  const root = project();
  const before = digest(root, names, counts);
  utimesSync(join(root, 'src', 'a.ts'), 1, 1);
  writeFileSync(join(root, 'src', 'deep', 'b.test.ts'), 'other');
  expect(digest(root, names, counts)).toBe(before);
});

test('a stamp is fresh for what it was made for and for nothing else', () => {
  const stamp = join(project(), 'made', 'stamp');
  expect(isFresh(stamp, 'x')).toBe(false);
  markFresh(stamp, 'x');
  expect(isFresh(stamp, 'x')).toBe(true);
  expect(isFresh(stamp, 'y')).toBe(false);
});

const unit = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ],
};

test('tests of both runners are counted together', () => {
  const endToEnd = countPlaywright({
    stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 },
    errors: [],
  });
  const total = addCounts([countVitest(unit), endToEnd]);
  expect(total).toEqual({ passed: 9, failed: 1, skipped: 3 });
  expect(formatCounts(total)).toBe('9 passed, 1 failed, 3 skipped');
});

test('nothing is said of skipped tests when there are none', () => {
  expect(formatCounts({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
});

test('a file that does not load is a failure, though none of its tests failed', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(countVitest({ ...unit, testResults: [...unit.testResults, broken] }).failed).toBe(2);
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright({ stats, errors: [{ message: 'x' }] }).failed).toBe(1);
});

test('a browser that was named is the only one that will do', () => {
  const folder = project();
  const named = join(folder, 'my-chromium');
  expect(findChromium({ PATH: '/usr/bin:/bin', PARLEY_CHROMIUM: named }, 'linux')).toBeNull();
  writeFileSync(named, '', { mode: 0o755 });
  expect(findChromium({ PATH: '', PARLEY_CHROMIUM: named }, 'linux')).toBe(named);
});

test('a browser is found on the path, in its order', () => {
  const [first, second] = [project(), project()];
  writeFileSync(join(first, 'google-chrome'), '', { mode: 0o755 });
  writeFileSync(join(second, 'chromium'), '', { mode: 0o755 });
  writeFileSync(join(first, 'chromium'), '', { mode: 0o644 });
  const environment = { PATH: [first, second].join(':'), PARLEY_CHROMIUM: '' };
  expect(findChromium(environment, 'linux')).toBe(join(first, 'google-chrome'));
});

const lock = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-windows': { version: '1.0.0', optional: true },
};

test.each([
  ['everything that this platform needs', { 'node_modules/a': { version: '1.0.0' } }, true],
  ['nothing', {}, false],
  ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  [
    'another version of what is optional',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/for-windows': { version: '2.0.0' } },
    false,
  ],
])(
  'with %s installed, whether the packages are complete is known',
  (_what, installed, complete) => {
    expect(isInstalled(lock, installed)).toBe(complete);
  },
);
