import { join, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';
import { findAsset } from './app-origin.ts';

const root = resolve('out', 'renderer');

test.each([
  ['app://parley/index.html', 'index.html', 'text/html; charset=utf-8'],
  [
    'app://parley/assets/main-1.js?x#y',
    join('assets', 'main-1.js'),
    'text/javascript; charset=utf-8',
  ],
  ['app://parley/assets/a%20b.svg', join('assets', 'a b.svg'), 'image/svg+xml'],
  ['app://parley/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
])('%s is a file of ours', (address, name, contentType) => {
  expect(findAsset(address, root)).toEqual({ path: join(root, name), contentType });
});

test.each([
  'app://parley/%2e%2e%2f%2e%2e%2fpackage.json',
  'app://parley/..%2f..%2fpackage.json',
  'app://parley/assets/%00.js',
  'app://parley/%e0%a4.js',
  'app://parley/',
  'app://parley/assets/main.exe',
  'app://other/index.html',
  'app://parley.example/index.html',
  'https://parley/index.html',
  'file:///etc/passwd.json',
  'not an address',
])('%s is not served', (address) => {
  expect(findAsset(address, root)).toBeNull();
});

test.each([
  'app://parley/%2fetc%2fx.json',
  'app://parley//etc/x.json',
  'app://parley/../../../x.json',
  'app://parley/%2e%2e/%2e%2e/x.json',
  'app://parley/a/..%5c..%5c..%5cx.json',
])('%s stays inside the folder', (address) => {
  expect(findAsset(address, root)?.path ?? join(root, 'refused')).satisfy((path: string) =>
    path.startsWith(join(root, sep)),
  );
});
