import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const chunk = (text: string, rest: object = {}) => ({
  candidates: [{ content: { parts: [{ text }] }, ...rest }],
});
/** As `streamGenerateContent` answers without `alt=sse`. */
const array = JSON.stringify([chunk('Hel'), chunk('lo', { finishReason: 'STOP' })], null, 2);

const whole = {
  name: 'array',
  file: 'array.json',
  level: 'provider',
  protocol: 'gemini',
  http: { status: 200, contentType: 'application/json; charset=UTF-8' },
  expected: { text: 'Hello', finishReason: 'stop', usage: null, error: null },
};

/** The runner over a folder of these cases, as a person runs it. */
function run(cases: readonly object[], acceptable?: object) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-streams-'));
  folders.push(folder);
  writeFileSync(join(folder, 'array.json'), array);
  writeFileSync(join(folder, 'cut.json'), array.slice(0, -12));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ cases }));
  if (acceptable !== undefined)
    writeFileSync(join(folder, 'acceptable.json'), JSON.stringify(acceptable));
  const script = join(import.meta.dirname, '../conformance.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('The array form of a stream of Gemini is known, whole and cut, in every chunking.', () => {
  const cut = {
    ...whole,
    name: 'cut',
    file: 'cut.json',
    expected: { text: 'Hel', error: { kind: 'truncated' } },
  };
  const { status, stdout } = run([whole, cut]);
  expect(stdout).toContain('2 passed, 0 failed');
  expect(status).toBe(0);
});

test('A folder may say what else is acceptable, of cases that it has.', () => {
  const odd = { ...whole, expected: { ...whole.expected, text: 'Good day' } };
  expect(run([odd]).stdout).toContain('0 passed, 1 failed');
  const accepted = run([odd], { 'gemini/array': [{ text: 'Hello' }] });
  expect(accepted.stdout).toContain('1 passed, 0 failed');
  expect(run([odd], { 'gemini/other': [{}] }).stderr).toContain('names no case: gemini/other');
});
