import type { Token } from 'markdown-it';
import type { Alignment, BlockNode, ListItem, ListNode, TableNode, TableRow } from './document.ts';
import { buildInline } from './build-inline.ts';

/** Returns `build()`, or what it returned before for the same text at the same place. */
export type Reuse = <Node extends object>(
  place: string,
  lines: readonly [number, number] | null,
  build: () => Node,
) => Node;

/** One opened token and what is in it. */
interface Branch {
  readonly token: Token;
  readonly children: readonly Branch[];
}

/** A top-level block of a token list and the lines that it covers. */
export interface BuiltBlock {
  readonly node: BlockNode;
  readonly firstLine: number;
  readonly type: string;
}

/** The top-level blocks of a token list, each built by `reuse`. */
export function buildBlocks(tokens: readonly Token[], reuse: Reuse): readonly BuiltBlock[] {
  return branches(tokens).map((branch) => {
    const lines = branch.token.map ?? [0, 0];
    return {
      type: branch.token.type,
      firstLine: lines[0],
      node: reuse('block', lines, () => buildBlock(branch, reuse)),
    };
  });
}

function branches(tokens: readonly Token[]): readonly Branch[] {
  const roots: Branch[] = [];
  const stack: Branch[][] = [roots];
  for (const token of tokens) {
    if (token.nesting === -1) {
      stack.pop();
      continue;
    }
    const children: Branch[] = [];
    stack.at(-1)?.push({ token, children });
    if (token.nesting === 1) stack.push(children);
  }
  return roots;
}

function buildBlock(branch: Branch, reuse: Reuse): BlockNode {
  const { token, children } = branch;
  switch (token.type) {
    case 'paragraph_open':
      return { type: 'paragraph', tight: token.hidden, children: inlineOf(branch) };
    case 'heading_open':
      return { type: 'heading', level: Number(token.tag.slice(1)), children: inlineOf(branch) };
    case 'fence':
    case 'code_block':
      return {
        type: 'code',
        language: languageOf(token.info),
        code: token.content.replace(/\n$/, ''),
      };
    case 'bullet_list_open':
    case 'ordered_list_open':
      return buildList(branch, reuse);
    case 'blockquote_open':
      return { type: 'quote', children: children.map((child) => buildBlock(child, reuse)) };
    case 'table_open':
      return buildTable(branch, reuse);
    case 'hr':
      return { type: 'rule' };
    case 'footnote_open':
      return {
        type: 'footnote',
        label: token.info,
        children: children.map((child) => buildBlock(child, reuse)),
      };
    // A rule that is added one day and forgotten here shows its text, never nothing.
    default:
      return { type: 'paragraph', tight: false, children: [{ type: 'text', text: token.content }] };
  }
}

/** The first word of an info string. */
export function languageOf(info: string): string {
  return info.trim().split(/[\s,{]/, 1)[0] ?? '';
}

function inlineOf(branch: Branch | undefined) {
  const inline = branch?.children[0]?.token;
  return inline === undefined ? [] : buildInline(inline.children ?? []);
}

function buildList(branch: Branch, reuse: Reuse): ListNode {
  const start = branch.token.attrGet('start');
  return {
    type: 'list',
    start: branch.token.type === 'ordered_list_open' ? Number(start ?? 1) : null,
    items: branch.children.map((item) => {
      // The same lines make another item one level down (`- + a`), and when the list became loose meanwhile.
      const tight = item.children.some((child) => child.token.hidden);
      const place = `${tight ? 'tight ' : ''}item ${item.token.level}`;
      return reuse(place, item.token.map, () => buildItem(item, reuse));
    }),
  };
}

const taskMark = /^\[([ xX])\](?:\s+|$)/;

function buildItem(item: Branch, reuse: Reuse): ListItem {
  const children = item.children.map((child) => buildBlock(child, reuse));
  const [first, ...rest] = children;
  if (first?.type !== 'paragraph') return { task: null, children };
  const [text, ...inlines] = first.children;
  if (text?.type !== 'text') return { task: null, children };
  const mark = taskMark.exec(text.text);
  if (mark === null) return { task: null, children };
  const remaining = { ...text, text: text.text.slice(mark[0].length) };
  return {
    task: mark[1] !== ' ',
    children: [{ ...first, children: [remaining, ...inlines] }, ...rest],
  };
}

function buildTable(table: Branch, reuse: Reuse): TableNode {
  const [head, body] = table.children;
  const headRow = head?.children[0];
  return {
    type: 'table',
    alignments: (headRow?.children ?? []).map((cell) => alignmentOf(cell.token)),
    head: headRow === undefined ? [] : buildRow(headRow),
    rows: (body?.children ?? []).map((row) => reuse('row', row.token.map, () => buildRow(row))),
  };
}

function buildRow(row: Branch): TableRow {
  return row.children.map((cell) => inlineOf(cell));
}

function alignmentOf(cell: Token): Alignment | null {
  const style = cell.attrGet('style');
  if (style === 'text-align:left') return 'start';
  if (style === 'text-align:center') return 'center';
  return style === 'text-align:right' ? 'end' : null;
}
