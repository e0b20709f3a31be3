import { expect, test } from 'vitest';
import { codeOf } from './code-of.ts';

test('only the code is left, in its order, also from lists and quotes', () => {
  const answer = [
    'First `inline` this:',
    '```sh',
    'npm ci',
    'npm test',
    '```',
    '- then',
    '',
    '  ```js',
    '  go();',
    '  ```',
    '> ```',
    '> quoted',
    '> ```',
  ].join('\n');
  expect(codeOf(answer)).toBe('npm ci\nnpm test\n\ngo();\n\nquoted');
});

test('an answer without code gives nothing', () => {
  expect(codeOf('Just `words` and | tables |')).toBe('');
});

test('code that is still arriving counts as far as it is there', () => {
  expect(codeOf('```py\nprint(1)\nprint(')).toBe('print(1)\nprint(');
});
