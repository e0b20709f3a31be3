import type { StreamEvent } from '#shared/conversation/stream-event.ts';

type Deltas = readonly StreamEvent[];

export interface ChatParts {
  readonly claim: () => number;
  /** Text after a tool call is a separate part. */
  readonly claimTool: () => number;
  readonly text: (delta: string) => Deltas;
  /** Reasoning in a separate field: one part wherever it arrives, since some servers send the last of it after text. */
  readonly reasoning: (delta: string) => Deltas;
  /** Reasoning within the content: after text it begins a new part. */
  readonly interleavedReasoning: (delta: string) => Deltas;
  /** The end of every part. */
  readonly end: () => Deltas;
  readonly isEmpty: () => boolean;
}

/** Gives the parts of one answer their index: dense, in order of appearance. */
export function createChatParts(): ChatParts {
  let count = 0;
  let text: number | undefined;
  let reasoning: number | undefined;
  const claim = (): number => count++;

  return {
    claim,
    claimTool: () => {
      text = undefined;
      return claim();
    },
    text: (delta) => {
      if (delta === '') return [];
      text ??= claim();
      return [{ type: 'text-delta', index: text, delta }];
    },
    reasoning: (delta) => {
      if (delta === '') return [];
      reasoning ??= claim();
      return [{ type: 'reasoning-delta', index: reasoning, delta }];
    },
    interleavedReasoning: (delta) => {
      if (delta === '') return [];
      if (reasoning === undefined || text !== undefined) reasoning = claim();
      text = undefined;
      return [{ type: 'reasoning-delta', index: reasoning, delta }];
    },
    end: () => Array.from({ length: count }, (_, index) => ({ type: 'part-end', index })),
    isEmpty: () => count === 0,
  };
}
