import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { AnswerParts } from '../answer-parts.ts';
import type { AnthropicBlock, AnthropicCitation, AnthropicDelta } from './schema.ts';

/** What is kept of a block while it is open; blocks of server tools and of unknown kinds are not kept. */
type OpenBlock =
  | { readonly type: 'text' }
  | { readonly type: 'thinking'; signature: string | undefined }
  | {
      readonly type: 'tool_use';
      readonly toolCallId: string;
      readonly toolName: string;
      /** Input that came whole with the start of the block; pieces replace it. */
      readonly whole: unknown;
      input: string;
    };

/**
 * The content blocks of one message. Text blocks that follow one another are one part: the service starts a new block
 * at every citation, in the middle of a sentence. A tool call is told when its block ends, so that half of one is none.
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
        const { id: toolCallId = `call_${position}`, name: toolName = '', input: whole } = block;
        blocks.set(position, { type: 'tool_use', toolCallId, toolName, whole, input: '' });
        return parts.close();
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
      case 'tool_use':
        if (delta.type === 'input_json_delta') block.input += delta.partial_json ?? '';
        return [];
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
        const { toolCallId, toolName, whole } = block;
        const input = block.input === '' && !isEmpty(whole) ? JSON.stringify(whole) : block.input;
        return parts.toolCall({ toolCallId, toolName, input });
      }
    }
  }

  return { start, add, stop };
}

function cite(parts: AnswerParts, citations: readonly AnthropicCitation[]): readonly StreamEvent[] {
  return citations.flatMap(({ url = '', title }) => parts.source(url, title));
}

function isEmpty(input: unknown): boolean {
  return typeof input !== 'object' || input === null || Object.keys(input).length === 0;
}
