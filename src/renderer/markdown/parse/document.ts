/**
 * A message as a tree of what may be shown. Nothing else of the text reaches the screen or the clipboard: there is no
 * node for raw HTML, and an address is in the tree only when it is a safe one.
 */
export type BlockNode =
  | {
      readonly type: 'paragraph';
      readonly children: readonly InlineNode[];
      readonly tight: boolean;
    }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly InlineNode[] }
  | CodeNode
  | ListNode
  | { readonly type: 'quote'; readonly children: readonly BlockNode[] }
  | TableNode
  | { readonly type: 'rule' }
  | { readonly type: 'footnote'; readonly label: string; readonly children: readonly BlockNode[] };

export interface CodeNode {
  readonly type: 'code';
  /** The first word after the fence, as written; empty when there is none. */
  readonly language: string;
  /** Without the line break before the closing fence. */
  readonly code: string;
}

export interface ListNode {
  readonly type: 'list';
  /** The first number; `null` for bullets. */
  readonly start: number | null;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly children: readonly BlockNode[];
  /** Whether it is ticked; `null` when it is no task. */
  readonly task: boolean | null;
}

export type Alignment = 'start' | 'center' | 'end';

export interface TableNode {
  readonly type: 'table';
  readonly alignments: readonly (Alignment | null)[];
  readonly head: TableRow;
  readonly rows: readonly TableRow[];
}

/** The cells of one row. */
export type TableRow = readonly (readonly InlineNode[])[];

export type InlineNode =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'strong' | 'emphasis' | 'strike';
      readonly children: readonly InlineNode[];
    }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'break' }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly InlineNode[] }
  /** `url` is `null` when the address may not be opened. */
  | { readonly type: 'image'; readonly url: string | null; readonly description: string }
  | { readonly type: 'footnote-reference'; readonly label: string };

/** A top-level block and where it begins. */
export interface Block {
  /** Characters before it: its identity while the text grows. */
  readonly offset: number;
  readonly node: BlockNode;
  /** It may still change: it is the last block of an answer that is arriving. */
  readonly open: boolean;
}
