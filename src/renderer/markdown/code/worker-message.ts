import type { HighlightLanguage } from './grammars.ts';

/** A line of code as alternating lengths and kinds: `[5, 2, 1, 0]` is five characters of kind 2, then one of kind 0. */
export type LineKinds = readonly number[];

/** Lines that follow those sent before under the same `session`. */
export type HighlightRequest =
  | {
      readonly type: 'lines';
      readonly session: number;
      readonly language: HighlightLanguage;
      readonly lines: readonly string[];
    }
  | { readonly type: 'end'; readonly session: number };

export interface HighlightReply {
  readonly session: number;
  readonly lines: readonly LineKinds[];
}
