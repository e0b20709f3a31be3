import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPipedText } from './piped-text.ts';
import { descriptorInput } from './standard-input.ts';

const module = new URL('standard-input.ts', import.meta.url).href;
const reading = { patienceMs: 5000, signal: new AbortController().signal };

/** What a process of its own reads from its descriptor 0 when these pieces are piped into it. */
async function piped(pieces: readonly string[]): Promise<string> {
  const script = `import { descriptorInput } from '${module}'; descriptorInput(0).pipe(process.stdout);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (const piece of pieces) child.stdin.write(piece);
  child.stdin.end();
  await once(child, 'close');
  return output;
}

test('everything that is piped in is read, however it is cut', async () => {
  expect(await piped(['one ', 'two ', 'drei '.repeat(50_000)])).toBe(
    `one two ${'drei '.repeat(50_000)}`,
  );
});

test('nothing piped in is an empty text', async () => {
  expect(await piped([])).toBe('');
});

test('a file that stands for the input is read whole', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'input-')), 'file.txt');
  writeFileSync(file, 'ж'.repeat(70_000));
  const descriptor = openSync(file, 'r');
  try {
    expect(await readPipedText(descriptorInput(descriptor), reading)).toBe('ж'.repeat(70_000));
  } finally {
    closeSync(descriptor);
  }
});

test('a device, as a console is one, and a descriptor that is not open hold nothing and keep nobody waiting', async () => {
  const descriptor = openSync(devNull, 'r');
  try {
    expect(await readPipedText(descriptorInput(descriptor), reading)).toBe('');
  } finally {
    closeSync(descriptor);
  }
  expect(await readPipedText(descriptorInput(9999), reading)).toBe('');
});
