import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { ChatToolCall } from './chunk.ts';

interface Call {
  /** Claimed with the name: a call that never gets one takes no place among the parts. */
  index: number | undefined;
  readonly key: string;
  id: string;
  name: string;
  /** Input that came before the name. */
  held: string;
}

export interface ToolCalls {
  readonly add: (call: ChatToolCall, position: number) => readonly StreamEvent[];
  readonly isEmpty: () => boolean;
  /** Whether a call never received a name, so it cannot be run. */
  readonly hasNameless: () => boolean;
}

/**
 * Puts the pieces of tool calls together. A call is known by its `index`, a key and no position; where that is missing, by
 * its id, or else by its place in the list. Id and name are set once, by their first value that is not empty.
 */
export function createToolCalls(claim: () => number): ToolCalls {
  const calls: Call[] = [];

  function find(call: ChatToolCall, position: number): Call {
    const key = keyOf(call, position);
    const known = calls.findLast((other) => other.key === key || sameId(other, call));
    if (known !== undefined && !isAnother(known, call)) return known;
    const made: Call = { index: undefined, key, id: '', name: '', held: '' };
    calls.push(made);
    return made;
  }

  function add(piece: ChatToolCall, position: number): readonly StreamEvent[] {
    const call = find(piece, position);
    if (call.id === '') call.id = piece.id ?? '';
    if (call.name === '') call.name = piece.function?.name ?? piece.custom?.name ?? '';
    const input = inputText(piece.function?.arguments) + (piece.custom?.input ?? '');
    if (call.name === '') {
      call.held += input;
      return [];
    }
    if (call.index !== undefined && input === '') return [];
    call.index ??= claim();
    if (call.id === '') call.id = `call_${call.index}`;
    const delta = call.held + input;
    call.held = '';
    const { index, id: toolCallId, name: toolName } = call;
    return [{ type: 'tool-input-delta', index, toolCallId, toolName, delta }];
  }

  return {
    add,
    isEmpty: () => calls.length === 0,
    hasNameless: () => calls.some((call) => call.index === undefined),
  };
}

function keyOf(call: ChatToolCall, position: number): string {
  if (call.index !== undefined) return `index ${call.index}`;
  return call.id === undefined || call.id === '' ? `position ${position}` : `id ${call.id}`;
}

function sameId(known: Call, call: ChatToolCall): boolean {
  return call.index === undefined && known.id !== '' && known.id === call.id;
}

/** Some servers give all calls of an answer the same index: another id with another name is another call. */
function isAnother(known: Call, call: ChatToolCall): boolean {
  const id = call.id ?? '';
  const name = call.function?.name ?? call.custom?.name ?? '';
  return known.index !== undefined && id !== '' && known.id !== id && name !== '';
}

/** Arguments are text; a few servers send the object itself. */
function inputText(input: unknown): string {
  if (typeof input === 'string') return input;
  return input === undefined || input === null ? '' : JSON.stringify(input);
}
