import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clearReceipts, furtherStart, hearFurtherStart, isHeard } from './single-instance.ts';

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'instance-'));

test('a start that was heard knows it, and nothing of that is left', async () => {
  const folder = freshFolder();
  const start = furtherStart(['parley', '--toggle-quick']);
  const heard = isHeard(folder, start);
  expect(hearFurtherStart(folder, { data: start, argv: [] })).toBe('quick-prompt');
  expect(await heard).toBe(true);
  expect(readdirSync(join(folder, 'starts'))).toEqual([]);
});

test('a start that nobody hears knows that too', async () => {
  expect(await isHeard(freshFolder(), furtherStart(['parley']), 60)).toBe(false);
});

test('what it is for does not depend on the order of its arguments', () => {
  const start = furtherStart(['parley', '--hidden']);
  const argv = ['parley', '--toggle-quick', '--allow-file-access-from-files', 'index.js'];
  expect(hearFurtherStart(freshFolder(), { data: start, argv })).toBe('hidden');
});

test.each([
  null,
  undefined,
  'text',
  {},
  { target: 'everything', receipt: 7 },
  { receipt: '../../outside' },
  { receipt: '..' },
])('another version tells %j: its arguments count, and nothing is written', (data) => {
  const folder = freshFolder();
  const argv = ['parley', '--toggle-quick'];
  expect(hearFurtherStart(folder, { data, argv })).toBe('quick-prompt');
  expect(readdirSync(folder)).toEqual([]);
});

test('receipts that nobody read are removed', () => {
  const folder = freshFolder();
  hearFurtherStart(folder, { data: furtherStart([]), argv: [] });
  expect(existsSync(join(folder, 'starts'))).toBe(true);
  clearReceipts(folder);
  expect(readdirSync(folder)).toEqual([]);
});
