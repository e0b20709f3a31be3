import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import type { Usage } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';

/**
 * Fits the events of a second run to an answer that already has parts: new text flows on in the answer's last part
 * when that is text, every other part opens behind the existing ones, and usage counts both runs.
 */
export function createContinuation(message: AssistantMessage): (event: StreamEvent) => StreamEvent {
  const { parts, usage } = message;
  const positions = new Map<number, number>();
  let textPosition = parts.at(-1)?.type === 'text' ? parts.length - 1 : null;
  let nextPosition = parts.length;

  return (event) => {
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'tool-input-delta':
      case 'source':
        return { ...event, index: positionOf(event.index, event.type === 'text-delta') };
      case 'part-end':
        return { ...event, index: positions.get(event.index) ?? nextPosition };
      case 'usage':
        return usage === undefined ? event : { type: 'usage', ...addUsage(usage, event) };
      case 'response-start':
      case 'model-switch':
      case 'finish':
      case 'error':
        return event;
    }
  };

  function positionOf(index: number, isText: boolean): number {
    const known = positions.get(index);
    if (known !== undefined) return known;
    let position = nextPosition;
    if (isText && textPosition !== null) {
      position = textPosition;
      textPosition = null;
    } else {
      nextPosition += 1;
    }
    positions.set(index, position);
    return position;
  }
}

function addUsage(first: Usage, second: Usage): Usage {
  return {
    inputTokens: add(first.inputTokens, second.inputTokens),
    outputTokens: add(first.outputTokens, second.outputTokens),
    totalTokens: add(first.totalTokens, second.totalTokens),
    reasoningTokens: add(first.reasoningTokens, second.reasoningTokens),
    cachedInputTokens: add(first.cachedInputTokens, second.cachedInputTokens),
  };
}

function add(first: number | null, second: number | null): number | null {
  return first === null ? second : first + (second ?? 0);
}
