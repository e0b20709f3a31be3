import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWords } from '#shared/desktop/shell-words.ts';

test.skipIf(process.platform === 'win32')('a shell reads the words back as they were', () => {
  const words = ['/a b/parley', "it's", '$HOME', '--toggle-quick', '"', '\\', '*'];
  const read = execFileSync('sh', ['-c', `printf '%s\\n' ${shellWords(words)}`]).toString();
  expect(read).toBe(`${words.join('\n')}\n`);
});
