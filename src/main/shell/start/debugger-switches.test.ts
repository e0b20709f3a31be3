import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refuseDebugger } from './debugger-switches.ts';

test('no switch opens the debugger of Chromium', () => {
  const given = new Set(['remote-debugging-port', 'remote-debugging-pipe', 'lang']);
  refuseDebugger({ removeSwitch: (name) => void given.delete(name) });
  expect([...given]).toEqual(['lang']);
});

test('a package refuses them before it is ready, and the source tree, which is for developers, does not', () => {
  const source = readFileSync(new URL('../../index.ts', import.meta.url), 'utf8');
  const refused = source.indexOf('if (app.isPackaged) refuseDebugger(app.commandLine);');
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(source.indexOf('.whenReady()'));
});
