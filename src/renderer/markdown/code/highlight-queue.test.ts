import { expect, test } from 'vitest';
import { createHighlightQueue } from './highlight-queue.ts';
import type { HighlightLine } from './highlight-queue.ts';
import type { HighlightReply } from './worker-message.ts';

/** Numbers the lines of a session; a line that says "throw" does. */
const numbering: HighlightLine<number> = (line, state = 0) => {
  if (line === 'throw') throw new Error('the grammar loops');
  return { kinds: [line.length, state], state: state + 1 };
};

function queueOf(load: () => Promise<HighlightLine<number>>) {
  const replies: HighlightReply[] = [];
  const queue = createHighlightQueue({ load, reply: (reply) => void replies.push(reply) });
  const ask = (session: number, ...lines: string[]) =>
    queue({ type: 'lines', session, language: 'json', lines });
  return { queue, ask, replies };
}

test('lines build on the ones before in their session, until that ends', async () => {
  const { queue, ask, replies } = queueOf(async () => numbering);
  void ask(1, 'a', 'bb');
  void ask(2, 'c');
  void ask(1, 'd');
  void queue({ type: 'end', session: 1 });
  await ask(1, 'e');
  expect(replies).toEqual([
    {
      session: 1,
      lines: [
        [1, 0],
        [2, 1],
      ],
    },
    { session: 2, lines: [[1, 0]] },
    { session: 1, lines: [[1, 2]] },
    { session: 1, lines: [[1, 0]] },
  ]);
});

test('a line that cannot be highlighted is plain, and those after it are not', async () => {
  const { ask, replies } = queueOf(async () => numbering);
  await ask(1, 'a', 'throw', 'b');
  await ask(2, 'c');
  expect(replies).toEqual([
    { session: 1, lines: [[1, 0], [], [1, 1]] },
    { session: 2, lines: [[1, 0]] },
  ]);
});

test('a grammar that could not be loaded leaves its lines plain and is loaded again', async () => {
  let tries = 0;
  const { ask, replies } = queueOf(async () => {
    tries += 1;
    if (tries === 1) throw new Error('the file is not there');
    return numbering;
  });
  await ask(1, 'a');
  await ask(1, 'b');
  await ask(1, 'c');
  expect(replies.map(({ lines }) => lines)).toEqual([[[]], [[1, 0]], [[1, 1]]]);
  expect(tries).toBe(2);
});
