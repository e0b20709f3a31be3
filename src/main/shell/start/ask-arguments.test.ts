import { expect, test } from 'vitest';
import { findAskArguments } from './ask-arguments.ts';

test.each<[string[], boolean, string[] | null]>([
  [['/opt/parley', 'ask', 'hello', '--json'], false, ['hello', '--json']],
  [['/opt/parley', '--no-sandbox', 'ask', 'hello'], false, ['hello']],
  [['/opt/parley'], false, null],
  [['/opt/parley', '--toggle-quick'], false, null],
  [['/opt/parley', 'file.json', 'ask'], false, null],
  [['electron', '.', 'ask', 'hello'], true, ['hello']],
  [['electron', '--no-sandbox', 'out/main/index.js', 'ask', '-'], true, ['-']],
  [['electron', 'ask'], true, null],
  [['electron', '.'], true, null],
])('%j (script: %j) asks %j', (argv, hasScript, expected) => {
  expect(findAskArguments(argv, hasScript)).toEqual(expected);
});
