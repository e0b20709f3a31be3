import type { StreamEvent } from '#shared/stream-event.ts';
import { partEnd } from './answer-parts.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { AnthropicBlock, AnthropicCitation, AnthropicDelta } from './anthropic-schema.ts';

/** What is kept of a block while it is open; blocks of server tools and of unknown kinds are not kept. */
type OpenBlock =
  | { readonly type: 'text' }
  | { readonly type: 'thinking'; signature: string | undefined }
  | { readonly type: 'tool_use'; readonly call: ToolUse; hasInput: boolean };

interface ToolUse {
  readonly index: number;
  readonly toolCallId: string;
  readonly toolName: string;
  /** Input that came whole with the start of the block; deltas replace it. */
  readonly whole: unknown;
}

/**
 * The content blocks of one message. Text blocks that follow one another are one part: the service starts a new block
 * at every citation, in the middle of a sentence.
 */
export function createAnthropicBlocks(parts: AnswerParts) {
  const blocks = new Map<number, OpenBlock>();

  function start(position: number, block: AnthropicBlock): readonly StreamEvent[] {
    blocks.delete(position);
    switch (block.type) {
      case 'text':
        blocks.set(position, { type: 'text' });
        return [...parts.text(block.text ?? ''), ...cite(parts, block.citations ?? [])];
      case 'thinking':
        blocks.set(position, { type: 'thinking', signature: block.signature });
        return [...parts.close(), ...parts.reasoning(block.thinking ?? '')];
      case 'redacted_thinking':
        return [
          ...parts.close(),
          ...parts.hiddenReasoning({ anthropic: { redactedData: block.data ?? '' } }),
        ];
      case 'tool_use': {
        const closed = parts.close();
        const { id: toolCallId = `call_${position}`, name: toolName = '', input: whole } = block;
        const call = { index: parts.claim(), toolCallId, toolName, whole };
        blocks.set(position, { type: 'tool_use', call, hasInput: false });
        return [...closed, toolInput(call, '')];
      }
      default:
        return parts.close();
    }
  }

  function add(position: number, delta: AnthropicDelta): readonly StreamEvent[] {
    const block = blocks.get(position);
    switch (block?.type) {
      case undefined:
        return [];
      case 'text':
        if (delta.type === 'text_delta') return parts.text(delta.text ?? '');
        if (delta.type === 'citations_delta' && delta.citation !== undefined)
          return cite(parts, [delta.citation]);
        return [];
      case 'thinking':
        if (delta.type === 'signature_delta') block.signature = delta.signature ?? block.signature;
        return delta.type === 'thinking_delta' ? parts.reasoning(delta.thinking ?? '') : [];
      case 'tool_use': {
        const { partial_json: input = '' } = delta;
        if (delta.type !== 'input_json_delta' || input === '') return [];
        block.hasInput = true;
        return [toolInput(block.call, input)];
      }
    }
  }

  function stop(position: number): readonly StreamEvent[] {
    const block = blocks.get(position);
    blocks.delete(position);
    switch (block?.type) {
      case undefined:
      case 'text':
        return [];
      case 'thinking': {
        if (block.signature === undefined) return parts.close();
        const metadata = { anthropic: { signature: block.signature } };
        return parts.openKind() === 'reasoning'
          ? parts.close(metadata)
          : parts.hiddenReasoning(metadata);
      }
      case 'tool_use': {
        const { call, hasInput } = block;
        const ended = partEnd(call.index);
        if (hasInput || isEmpty(call.whole)) return [ended];
        return [toolInput(call, JSON.stringify(call.whole)), ended];
      }
    }
  }

  return { start, add, stop };
}

function cite(parts: AnswerParts, citations: readonly AnthropicCitation[]): readonly StreamEvent[] {
  return citations.flatMap(({ url = '', title }) => parts.source(url, title));
}

function toolInput({ index, toolCallId, toolName }: ToolUse, delta: string): StreamEvent {
  return { type: 'tool-input-delta', index, toolCallId, toolName, delta };
}

function isEmpty(input: unknown): boolean {
  return typeof input !== 'object' || input === null || Object.keys(input).length === 0;
}
