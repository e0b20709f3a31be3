import { describe, expect, it } from 'vitest';
import { closeUnfinished } from './unfinished.ts';

describe('an unfinished paragraph', () => {
  it('is bold, code and link from the first word', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['a **bold wo', 'a **bold wo**'],
      ['a **bold ', 'a **bold** '],
      ['a **bold*', 'a **bold**'],
      ['a **', 'a '],
      ['a *', 'a '],
      ['run `npm i', 'run `npm i`'],
      ['run `', 'run '],
      ['**run `npm', '**run `npm`'],
      ['see [the docs](https://exa', 'see the docs'],
      ['see ![chart](https://exa', 'see '],
    ];
    for (const [content, closed] of cases) expect(closeUnfinished(content), content).toBe(closed);
  });

  it('stays as it is where nothing is open', () => {
    for (const content of [
      'plain text',
      'a **bold** and `code` and [link](https://e.org)',
      '2 ** 3 and more',
      'an array[0](x) call',
      'escaped \\` tick',
      `a stray \` and ${'more and '.repeat(30)}`,
      '`a ** b` done',
      '',
    ]) {
      expect(closeUnfinished(content)).toBe(content);
    }
  });
});
