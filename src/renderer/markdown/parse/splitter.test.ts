import { describe, expect, it } from 'vitest';
import type { Block } from './document.ts';
import { createSplitter } from './splitter.ts';

const fence = '```';

/** Each is a construct whose end, or whose kind, is known only from what follows. */
const plainDocuments: readonly string[] = [
  'One paragraph.\n\nAnother,\nover two lines.\n\n\n\nAnd a third',
  'Title\n=====\n\nSub\n---\ntext\n***\nmore\n- - -\n',
  '# A\n## B\n### C #\nparagraph\n#not a heading\n####### seven\n',
  '- a\n- b\n\n- c\n  continued\nlazy\n\n  second paragraph\n\nafter\n',
  '1. one\n2. two\n   - nested\n     - deeper\n\n       text of deeper\n3. three\n\n10) other list\n',
  '- [ ] open\n- [x] done\n- [X] done too\n- [] no task\n',
  '- a\n\n\n- b\n\n    code in b\n\n-\n- c',
  `before\n${fence}ts\nconst a = 1;\n\n# not a heading\n${fence}\nafter\n`,
  `~~~~ markdown title="x"\n${fence}js\ninner\n${fence}\n~~~\n~~~~\nafter\n`,
  `- item\n\n  ${fence}py\n  print(1)\n\n  print(2)\n  ${fence}\n- next\n`,
  `  ${fence}\n  indented fence\n    more\n  ${fence}\nafter`,
  `${fence}\nnever closed\n\nstill code\n`,
  '| a | b |\n|---|:-:|\n| 1 | 2 |\n| `x|y` | 3 |\n\nafter\n',
  'paragraph\n| a | b |\n|---|---|\n| 1 | 2 |\nnot a row? it is\n\nend',
  'a\nb | c\n--- | --- | ---\n',
  'a\nb | c\n--- | --- x\nd\n',
  '> quote\nlazy\n> - list\n> more\n\n> other\n---\n> | a |\n> |---|\n> | 1 |\n',
  '    indented code\n\n    more code\n\ntext\n',
  '<div>\n<b>html</b>\n</div>\n\n<!-- comment\n\nstill? -->\n\n<script>alert(1)</script>\n',
  'text with **bold, *both* and `code`** and ~~gone~~ and [link](https://example.org "title").\n\nhttps://example.org/a_b_c and me@example.org, <https://example.net>\n',
  '![picture](https://example.org/a.png)\n\n[![nested](https://example.org/b.png)](https://example.org)\n',
  'hard  \nbreak\\\nagain\n\n* * *\n\nprice: $5 and $6, x^2^\n',
  '[not a definition\n\n[neither]\n\n[^no] footnote, [^abc] class\n',
  '\n\n\n  leading blank lines\n\n\n',
  '1. a\n\n2',
  '* a\n * b\n  * c\n   * d\n    * e\n',
  '-\n\n  not in the item\n',
  'tab\there\n\n\tcode by tab\n\n- \titem\n',
  'ünïcödé 🎉 **жирный** 漢字。**強調**です\n\n한국어 **볼드**입니다.\n',
];

/** What comes later changes what came before. */
const reachingBack: readonly string[] = [
  'See [the docs] and [more][b].\n\nText.\n\n[the docs]: https://example.org\n[b]: <https://example.net/x> "Title"\n',
  'A[^1] and B[^note].\n\nText.\n\n[^1]: First.\n[^note]: Second\n    with more.\n\n    And a paragraph.\n\nEnd.\n',
  "para\n\n[foo]: /url\n'title starts\nand ends'\n\n[foo]\n",
  '[a]: https://first.example\n\n[a]\n\n[a]: https://second.example\n\n[a] and [b]\n\n[b]: mailto:x@example.org',
];

function whole(text: string): readonly Block[] {
  return createSplitter().update(text, false);
}

/** An unfinished text that came in one piece. */
function atOnce(text: string): readonly Block[] {
  return createSplitter().update(text, true);
}

function nodes(blocks: readonly Block[]): unknown {
  return blocks.map(({ node, offset }) => ({ node, offset }));
}

function prefixes(text: string, step: number): readonly string[] {
  const cuts: string[] = [];
  for (let end = 1; end < text.length; end += step) cuts.push(text.slice(0, end));
  return [...cuts, text];
}

const all = [...plainDocuments, ...reachingBack];
const closed = plainDocuments.filter((text) => !text.includes('never closed'));
const combined = [closed.join('\n\n'), closed.toReversed().join('\n')];

const fragments = [
  '\n¦\n¦\n\n¦\n\n\n¦  ¦    ¦\t¦- ¦* ¦1. ¦2) ¦> ¦# ¦### ¦+ ¦**¦*¦_¦`¦```¦```\n¦~~~\n¦---\n¦===\n¦***\n',
  '[x] ¦\\¦<b>¦<!--¦-->¦& ¦&amp;¦a¦word ¦text that goes on\n¦https://e.org ¦[a](https://e.org)',
  '![i](u)¦| a | b |\n¦|---|---|\n¦| 1 | 2 |\n¦b | c\n--|--\n¦|¦--|--¦ \n¦      x\n',
].flatMap((line) => line.split('¦'));

/** The same documents at every run. */
function randomDocument(seed: number): string {
  let state = seed * 2_654_435_761;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  const parts: string[] = [];
  for (let count = 5 + (next() % 30); count > 0; count--) {
    parts.push(fragments[next() % fragments.length] ?? '');
  }
  return parts.join('');
}

describe('the splitter', () => {
  it('gives at every prefix of a growing text what a parse of that prefix gives', () => {
    for (const text of plainDocuments) {
      const splitter = createSplitter();
      for (const prefix of prefixes(text, 1)) {
        expect(nodes(splitter.update(prefix, true)), prefix).toEqual(nodes(atOnce(prefix)));
      }
    }
  });

  it('does so for text that nobody would write', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const text = randomDocument(seed);
      const splitter = createSplitter();
      for (const prefix of prefixes(text, 1)) {
        expect(nodes(splitter.update(prefix, true)), JSON.stringify(prefix)).toEqual(
          nodes(atOnce(prefix)),
        );
      }
      expect(nodes(splitter.update(text, false)), JSON.stringify(text)).toEqual(nodes(whole(text)));
    }
  });

  it('ends with the blocks of a parse of the whole text, however it was cut', () => {
    for (const text of [...all, ...combined]) {
      for (const step of [1, 2, 3, 7, 12, 40, text.length]) {
        const splitter = createSplitter();
        for (const prefix of prefixes(text, step)) splitter.update(prefix, true);
        expect(nodes(splitter.update(text, false)), `${step}: ${text}`).toEqual(nodes(whole(text)));
      }
    }
  });

  it('may end at any prefix', () => {
    for (const text of all) {
      for (const prefix of prefixes(text, 1)) {
        const splitter = createSplitter();
        splitter.update(prefix.slice(0, prefix.length / 2), true);
        splitter.update(prefix, true);
        expect(nodes(splitter.update(prefix, false)), prefix).toEqual(nodes(whole(prefix)));
      }
    }
  });

  it('keeps the identity of finished blocks', () => {
    const text = combined[0] ?? '';
    const splitter = createSplitter();
    let before: readonly Block[] = [];
    for (const prefix of prefixes(text, 5)) {
      const blocks = splitter.update(prefix, true);
      const shared = before.filter((block, index) => block === blocks[index]).length;
      expect(before.length - shared).toBeLessThanOrEqual(2);
      before = blocks;
    }
    expect(before.length).toBeGreaterThan(40);
  });

  it('keeps the identity of the finished items of a growing list and the rows of a growing table', () => {
    const splitter = createSplitter();
    const list = splitter.update('- a\n- b\n- c', true).at(-1)?.node;
    const longer = splitter.update('- a\n- b\n- c and\n- d', true).at(-1)?.node;
    if (list?.type !== 'list' || longer?.type !== 'list') throw new Error('no list');
    expect(longer.items[0]).toBe(list.items[0]);
    expect(longer.items[1]).toBe(list.items[1]);
    expect(longer.items[2]).not.toBe(list.items[2]);
  });

  it('takes every kind of line break for the same', () => {
    for (const text of all) {
      for (const lineBreak of ['\r\n', '\r']) {
        const other = text.replaceAll('\n', lineBreak);
        const splitter = createSplitter();
        for (const prefix of prefixes(other, 1)) splitter.update(prefix, true);
        expect(nodes(splitter.update(other, false))).toEqual(nodes(whole(text)));
      }
    }
  });

  it('starts anew when the text is another one', () => {
    const splitter = createSplitter();
    splitter.update('# One\n\nTwo\n\nThree', true);
    expect(nodes(splitter.update('Other\n\ntext', true))).toEqual(nodes(whole('Other\n\ntext')));
    expect(nodes(splitter.update('# One\n\n**T', true))).toEqual(nodes(atOnce('# One\n\n**T')));
  });

  it('goes on where a finished text is continued', () => {
    for (const text of all) {
      const splitter = createSplitter();
      const half = text.slice(0, text.length / 2);
      splitter.update(half, true);
      splitter.update(half, false);
      splitter.update(text, true);
      expect(nodes(splitter.update(text, false)), text).toEqual(nodes(whole(text)));
    }
  });

  it('shows all of the text of a block too long to be parsed at each update', () => {
    const item = '- an item of a very long list with **bold** words\n';
    const text = item.repeat(1500);
    const splitter = createSplitter();
    for (const prefix of prefixes(text, 500)) {
      const shown = JSON.stringify(splitter.update(prefix, true));
      expect(shown.match(/an item/g)?.length).toBe(prefix.match(/an item/g)?.length);
    }
    expect(nodes(splitter.update(text, false))).toEqual(nodes(whole(text)));
  });
});
