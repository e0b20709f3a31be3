import type { StreamEvent } from '#shared/conversation/stream-event.ts';

type Metadata = Record<string, unknown>;

/**
 * Gives the parts of one answer their index: dense, in order of appearance. Text and reasoning go on in the part that
 * is open; another kind closes it. A source stands beside the open part, once for each address.
 */
export interface AnswerParts {
  readonly text: (delta: string) => readonly StreamEvent[];
  readonly reasoning: (delta: string) => readonly StreamEvent[];
  /** A separate part with what a later turn must send back, if there is no text to carry it. */
  readonly hiddenReasoning: (metadata: Metadata) => readonly StreamEvent[];
  /** A call whose whole input is there. */
  readonly toolCall: (call: ToolCall, metadata?: Metadata) => readonly StreamEvent[];
  readonly source: (url: string, title?: string | null) => readonly StreamEvent[];
  /** Closes the open part, if any; metadata is for an open reasoning part. */
  readonly close: (metadata?: Metadata) => readonly StreamEvent[];
  /** The kind of the open part. */
  readonly openKind: () => 'text' | 'reasoning' | undefined;
  /** The index of a part that the format itself keeps separate. */
  readonly claim: () => number;
}

export interface ToolCall {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: string;
}

export function createAnswerParts(): AnswerParts {
  let count = 0;
  let open: { readonly kind: 'text' | 'reasoning'; readonly index: number } | undefined;
  const urls = new Set<string>();

  const claim = (): number => count++;

  function close(metadata?: Metadata): readonly StreamEvent[] {
    if (open === undefined) return [];
    const { index } = open;
    open = undefined;
    return [partEnd(index, metadata)];
  }

  function append(kind: 'text' | 'reasoning', delta: string): readonly StreamEvent[] {
    if (delta === '') return [];
    const closed = open?.kind === kind ? [] : close();
    open ??= { kind, index: claim() };
    return [...closed, { type: `${kind}-delta`, index: open.index, delta }];
  }

  return {
    text: (delta) => append('text', delta),
    reasoning: (delta) => append('reasoning', delta),
    hiddenReasoning: (metadata) => {
      const index = claim();
      return [{ type: 'reasoning-delta', index, delta: '' }, partEnd(index, metadata)];
    },
    toolCall: ({ toolCallId, toolName, input }, metadata) => {
      const closed = close();
      const index = claim();
      return [
        ...closed,
        { type: 'tool-input-delta', index, toolCallId, toolName, delta: input },
        partEnd(index, metadata),
      ];
    },
    source: (url, title) => {
      if (url === '' || urls.has(url)) return [];
      urls.add(url);
      return [{ type: 'source', index: claim(), url, title: title ?? '' }];
    },
    close,
    openKind: () => open?.kind,
    claim,
  };
}

/** A part's end, with what has to be sent back with it. */
export function partEnd(index: number, metadata?: Metadata): StreamEvent {
  return {
    type: 'part-end',
    index,
    ...(metadata === undefined ? {} : { providerMetadata: metadata }),
  };
}
