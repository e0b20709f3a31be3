import { buildBlocks } from './build.ts';
import type { BuiltBlock, Reuse } from './build.ts';
import type { Block } from './document.ts';
import { followFence, openFenceAt } from './open-fence.ts';
import type { OpenFence } from './open-fence.ts';
import { countDefinitions, noDefinitions, parseTokens } from './parser.ts';
import type { Definitions } from './parser.ts';

/**
 * Above this, an unfinished block is parsed again only when it has grown by a sixteenth, and shows the rest as plain text
 * meanwhile: so the whole cost of a growing text stays in proportion to its length.
 */
const EAGER_LENGTH = 32_768;

/** What one text needs between two updates. */
interface State {
  readonly text: string;
  readonly streaming: boolean;
  readonly committed: readonly Block[];
  /** Everything before it is in `committed`. */
  readonly offset: number;
  /** Those defined before `offset`. */
  readonly definitions: Definitions;
  readonly tail: readonly Block[];
  /** Length of the text when the tail was parsed last. */
  readonly parsedLength: number;
  readonly reusable: ReadonlyMap<string, object>;
  readonly fence: OpenFence | null;
}

export interface Splitter {
  /**
   * The blocks of `text`. While it is `streaming` and only grows, finished blocks keep their identity and are never parsed
   * again; the same arguments give the same result. When it ends, the blocks are exactly those of a parse of the whole.
   */
  readonly update: (text: string, streaming: boolean) => readonly Block[];
}

export function createSplitter(): Splitter {
  let given = '';
  let hasReturns = false;
  let state = start();
  let blocks: readonly Block[] = [];
  return {
    update: (original, streaming) => {
      if (original === given && streaming === state.streaming) return blocks;
      const goesOn = state.streaming && begins(original, given);
      hasReturns = goesOn
        ? hasReturns || original.includes('\r', given.length)
        : original.includes('\r');
      given = original;
      const text = hasReturns ? original.replace(/\r\n?/g, '\n') : original;
      state = advance(goesOn ? state : start(), text, streaming);
      blocks = [...state.committed, ...state.tail];
      return blocks;
    },
  };
}

/** As `startsWith`, at a tenth of its cost for long texts: equality of strings compares words, not characters. */
function begins(text: string, beginning: string): boolean {
  return text.slice(0, beginning.length) === beginning;
}

function start(): State {
  return {
    text: '',
    streaming: true,
    committed: [],
    offset: 0,
    definitions: noDefinitions(),
    tail: [],
    parsedLength: 0,
    reusable: new Map(),
    fence: null,
  };
}

function advance(before: State, text: string, streaming: boolean): State {
  if (streaming) {
    const fence = before.fence === null ? null : followFence(before.fence, text);
    if (fence !== null) return { ...before, text, streaming, fence, tail: [fence.block] };
    const grown = text.length - before.parsedLength;
    const parsed = before.parsedLength - before.offset;
    if (before.tail.length > 0 && parsed > EAGER_LENGTH && grown < parsed / 16) {
      return { ...before, text, streaming, tail: withPlainRest(before, text) };
    }
  }
  const after = parseTail(before, text, streaming);
  // A definition reaches back: only now is it known which of them there are.
  if (!streaming && before.offset > 0 && countDefinitions(after.definitions) > 0) {
    return parseTail(start(), text, streaming);
  }
  return after;
}

function parseTail(before: State, text: string, streaming: boolean): State {
  const { offset } = before;
  const source = text.slice(offset);
  const definitions = copyOf(before.definitions);
  const { tokens, closedLine } = parseTokens(source, definitions, streaming);
  const hasDefinitions = countDefinitions(definitions) > 0;
  const lines = lineStarts(source);
  const built = new Map<string, object>();
  const known = hasDefinitions ? new Map<string, object>() : before.reusable;
  const reuse = createReuse({ source, lines, closedLine, known, built });
  const found = buildBlocks(tokens, reuse);
  const at = (block: BuiltBlock): number => offset + (lines[block.firstLine] ?? 0);
  const keep = streaming ? finishedCount(found, lines) : found.length;
  const finished = found.slice(0, keep).map((block) => toBlock(block, at(block), false));
  const tail = found
    .slice(keep)
    .map((block, index) => toBlock(block, at(block), index === found.length - keep - 1));
  const last = tail.at(-1);
  const nextOffset = !streaming ? text.length : (tail[0]?.offset ?? offset);
  const common = { text, streaming, parsedLength: text.length, reusable: built };
  if (keep === 0) {
    const open = withIdentity(before.tail, tail);
    const fence = openFenceAt(open.at(-1), text);
    return { ...before, ...common, tail: open, fence, definitions: before.definitions };
  }
  const identical = withIdentity(before.tail, [...finished, ...tail]);
  return {
    ...common,
    committed: [...before.committed, ...identical.slice(0, keep)],
    offset: nextOffset,
    definitions: hasDefinitions
      ? definitionsOf(text.slice(offset, nextOffset), before.definitions)
      : before.definitions,
    tail: identical.slice(keep),
    fence: streaming ? openFenceAt(last, text) : null,
  };
}

/**
 * How many blocks nothing that follows can change: those before a block whose first line is complete. A table needs its
 * second line as well, since only that makes it one.
 */
function finishedCount(blocks: readonly BuiltBlock[], lines: readonly number[]): number {
  for (let index = blocks.length - 1; index > 0; index--) {
    const block = blocks[index];
    if (block === undefined) break;
    const needed = block.type === 'table_open' ? 2 : 1;
    if (block.firstLine + needed < lines.length) return index;
  }
  return 0;
}

function toBlock({ node }: BuiltBlock, offset: number, open: boolean): Block {
  return { offset, node, open };
}

/** The block of before wherever it is the same: its component does not render again. */
function withIdentity(before: readonly Block[], after: readonly Block[]): readonly Block[] {
  return after.map((block, index) => {
    const known = before[index];
    const isSame =
      known?.node === block.node && known.offset === block.offset && known.open === block.open;
    return isSame ? known : block;
  });
}

function withPlainRest(before: State, text: string): readonly Block[] {
  const parsed = before.tail.filter((block) => block.offset < before.parsedLength);
  const rest = text.slice(before.parsedLength);
  return [
    ...parsed,
    {
      offset: before.parsedLength,
      open: true,
      node: { type: 'paragraph', tight: false, children: [{ type: 'text', text: rest }] },
    },
  ];
}

function definitionsOf(source: string, before: Definitions): Definitions {
  const definitions = copyOf(before);
  parseTokens(source, definitions);
  return definitions;
}

function copyOf({ references, footnotes }: Definitions): Definitions {
  return { references: { ...references }, footnotes: { ...footnotes } };
}

/** Where each line begins; the last one is the text after the last line break, which may be empty. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}

interface ReuseOptions {
  readonly source: string;
  readonly lines: readonly number[];
  /** What holds this line is not only made of its text, and is not used again. */
  readonly closedLine: number | null;
  readonly known: ReadonlyMap<string, object>;
  readonly built: Map<string, object>;
}

function createReuse({ source, lines, closedLine, known, built }: ReuseOptions): Reuse {
  return <Node extends object>(
    place: string,
    range: readonly [number, number] | null,
    build: () => Node,
  ): Node => {
    if (range === null) return build();
    const [first, end] = range;
    if (closedLine !== null && closedLine >= first && closedLine < end) return build();
    const key = `${place} ${source.slice(lines[first], lines[end])}`;
    // A key is the kind of node and all of the text that it is made of.
    const node = (known.get(key) as Node | undefined) ?? build();
    built.set(key, node);
    return node;
  };
}
