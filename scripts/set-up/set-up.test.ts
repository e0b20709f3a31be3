import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findChromium } from './chromium.mjs';
import { addCounts, countPlaywright, countVitest, formatCounts, nothing } from './counts.mjs';
import { nextPause, proxyEnvironment } from './electron.mjs';
import { beginMaking, digest, isFresh, isMadeFrom, markFresh } from './freshness.mjs';
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

test('What was made fits its sources until one of them changes, whatever touches them.', () => {
  const root = project();
  const made = { root, names: ['src', 'package.json'], stamp: join(root, 'out', 'stamp') };
  expect(isMadeFrom(made)).toBe(false);
  beginMaking(made)();
  expect(isMadeFrom(made)).toBe(true);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, 'src', 'a.ts'), later, later);
  expect(isMadeFrom(made)).toBe(true);
  rmSync(join(root, 'src', 'deep', 'b.test.ts'));
  expect(isMadeFrom(made)).toBe(false);
});

test('What changes while something is made from it makes that stale.', () => {
  const root = project();
  const made = { root, names: ['src'], stamp: join(root, 'out', 'stamp') };
  const done = beginMaking(made);
  writeFileSync(join(root, 'src', 'a.ts'), 'changed meanwhile');
  done();
  expect(isMadeFrom(made)).toBe(false);
});

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
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
    {
      name: 'b.test.ts',
      status: 'failed',
      assertionResults: [{ status: 'failed', fullName: 'it holds' }],
    },
  ],
};
const spec = (title: string, status: string) => ({
  title,
  file: 'c.spec.ts',
  line: 7,
  tests: [{ status }],
});
const endToEnd = {
  stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 },
  errors: [],
  suites: [
    {
      specs: [spec('passes', 'expected')],
      suites: [{ specs: [spec('fails', 'unexpected'), spec('passes later', 'flaky')] }],
    },
  ],
};

test('tests of both runners are counted together, and those that failed are named', () => {
  const total = addCounts([countVitest(unit), countPlaywright(endToEnd)]);
  expect(total).toEqual({
    passed: 8,
    failed: 3,
    skipped: 3,
    failures: [
      'b.test.ts: it holds',
      'c.spec.ts:7: fails',
      'c.spec.ts:7: passes later (only at a further try)',
    ],
  });
  expect(formatCounts(total)).toBe('8 passed, 3 failed, 3 skipped');
});

test('nothing is said of skipped tests when there are none', () => {
  expect(formatCounts({ ...nothing, passed: 2 })).toBe('2 passed, 0 failed');
});

test('a file that does not load is a failure, though none of its tests failed', () => {
  const broken = { name: 'd.test.ts', status: 'failed', assertionResults: [] };
  expect(countVitest({ ...unit, testResults: [broken] })).toMatchObject({
    failed: 1,
    failures: ['d.test.ts: it does not load'],
  });
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright({ stats, errors: [{ message: 'x' }] })).toMatchObject({
    failed: 1,
    failures: ['x'],
  });
});

const MINUTE_MS = 60_000;

test('a download that failed is tried again soon, then less and less often, and at least once a day', () => {
  let pause = nextPause(null, 'here', 0);
  const lengths = [pause.until];
  for (let failures = 2; failures <= 10; failures += 1) {
    pause = nextPause(pause, 'here', 0);
    lengths.push(pause.until);
  }
  expect(lengths.slice(0, 3)).toEqual([10 * MINUTE_MS, 20 * MINUTE_MS, 40 * MINUTE_MS]);
  expect(lengths.at(-1)).toBe(24 * 60 * MINUTE_MS);
});

test.each([
  [{}, {}],
  [
    { npm_config_https_proxy: 'http://npm', HTTPS_PROXY: 'http://environment' },
    { HTTPS_PROXY: 'http://npm', https_proxy: 'http://npm' },
  ],
  [
    { http_proxy: 'http://only', npm_config_noproxy: 'inside' },
    {
      HTTP_PROXY: 'http://only',
      http_proxy: 'http://only',
      HTTPS_PROXY: 'http://only',
      https_proxy: 'http://only',
      NO_PROXY: 'inside',
      no_proxy: 'inside',
    },
  ],
])('the proxy of %o is the one that npm would use', (environment, expected) => {
  expect(proxyEnvironment(environment)).toEqual({ NODE_USE_ENV_PROXY: '1', ...expected });
});

test('the probe reaches a site that answers through the proxy of the environment, and no other', async () => {
  const asked: string[] = [];
  const proxy = createServer((_, response) => response.end('x'));
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    proxy.emit('connection', socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const reach = fileURLToPath(new URL('reach.mjs', import.meta.url));
  const address = 'http://release.test/file.zip';
  const probe = (env: NodeJS.ProcessEnv) =>
    once(spawn(process.execPath, [reach, address, '5000'], { env, stdio: 'ignore' }), 'exit');
  const through = proxyEnvironment({ npm_config_proxy: `http://127.0.0.1:${port}` });
  expect(await probe({ ...process.env, ...through })).toEqual([0, null]);
  expect(asked).toEqual(['release.test:80']);
  proxy.close();
  proxy.closeAllConnections();
  expect(await probe({ ...process.env, ...through })).toEqual([1, null]);
});

test('a browser that was named is the only one that will do', () => {
  const folder = project();
  const named = join(folder, 'my-chromium');
  expect(findChromium({ PATH: '/usr/bin:/bin', PARLEY_CHROMIUM: named }, 'linux')).toBeNull();
  writeFileSync(named, '', { mode: 0o755 });
  expect(findChromium({ PATH: '', PARLEY_CHROMIUM: named }, 'linux')).toBe(named);
});

test.skipIf(process.platform === 'win32')('a browser is found on the path, in its order', () => {
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
