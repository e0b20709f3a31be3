import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultReport } from './fault-report.ts';
import type { Surroundings } from './fault-report.ts';
import { createLog } from './log.ts';

const surroundings: Surroundings = {
  appVersion: '1.2.3',
  versions: { electron: '45.4.1', chrome: '156.0.0.0', node: '24.21.0' },
  platform: 'linux',
  architecture: 'x64',
  session: 'wayland GNOME',
  isAccelerated: true,
  home: '/home/anna',
};

function freshLog() {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  return createLog(folder, { echo: () => undefined, now: () => new Date(0) });
}

test('without a fault it says so, and on what it ran', () => {
  expect(faultReport(freshLog(), surroundings)).toEqual({
    count: 0,
    text: 'Parley 1.2.3\nelectron 45.4.1, chrome 156.0.0.0, node 24.21.0\nlinux, x64, wayland GNOME\nNo faults recorded.',
  });
});

test('every fault is in it, without secrets and without the name of the home', () => {
  const log = freshLog();
  log.write('page', 'crashed');
  log.write('call', new Error('Bearer sk-canary-abcdef123456 in /home/anna/.config/Parley'));
  const { text, count } = faultReport(log, { ...surroundings, isAccelerated: false });
  expect(count).toBe(2);
  expect(text).toContain('Faults recorded: 2');
  expect(text).toContain('without graphics acceleration');
  expect(text).toContain('1970-01-01T00:00:00.000Z page: crashed');
  expect(text).toContain('~/.config/Parley');
  expect(text).not.toContain('sk-canary');
  expect(text).not.toContain('anna');
});

test('of many faults the last are in it, whole', () => {
  const log = freshLog();
  for (let fault = 0; fault < 2000; fault += 1)
    log.write('page', `fault ${fault} ${'x'.repeat(80)}`);
  const { text, count } = faultReport(log, surroundings);
  expect(text.length).toBeLessThan(70_000);
  expect(count).toBeGreaterThan(100);
  expect(text).toContain('fault 1999 ');
  const [, entries = ''] = text.split('\n\n');
  expect(entries).toMatch(/^1970-01-01T/);
});
