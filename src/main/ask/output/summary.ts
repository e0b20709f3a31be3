import type { Failure } from '#shared/failure.ts';
import type { FinishReason, Usage } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Ending } from '../../generation/generate.ts';

/** The last line of `--json`. What there is not is `null` or empty. */
export interface AskSummary {
  readonly type: 'summary';
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly AskToolCall[];
  readonly finishReason: FinishReason | null;
  /** As the provider counted. */
  readonly usage: Usage | null;
  readonly failure: Failure | null;
  readonly route: Ending['route'];
  readonly timing: Ending['timing'];
}

export interface AskToolCall {
  readonly id: string;
  readonly name: string;
  /** The parsed arguments, `{}` for none; `null` when `inputText` is not JSON. */
  readonly input: unknown;
  readonly inputText: string;
}

export function createSummary() {
  let text = '';
  let reasoning = '';
  let usage: Usage | null = null;
  const toolCalls = new Map<number, { id: string; name: string; inputText: string }>();

  return { add, close };

  function add(event: StreamEvent): void {
    switch (event.type) {
      case 'text-delta':
        text += event.delta;
        break;
      case 'reasoning-delta':
        reasoning += event.delta;
        break;
      case 'tool-input-delta': {
        const inputText = (toolCalls.get(event.index)?.inputText ?? '') + event.delta;
        toolCalls.set(event.index, { id: event.toolCallId, name: event.toolName, inputText });
        break;
      }
      case 'usage': {
        const { type: _, ...counted } = event;
        usage = counted;
        break;
      }
      case 'response-start':
      case 'model-switch':
      case 'part-end':
      case 'source':
      case 'finish':
      case 'error':
        break;
    }
  }

  function close({ terminal, route, timing }: Ending): AskSummary {
    return {
      type: 'summary',
      text,
      reasoning,
      toolCalls: [...toolCalls.values()].map(({ id, name, inputText }) => {
        return { id, name, input: parseInput(inputText), inputText };
      }),
      finishReason: terminal.type === 'finish' ? terminal.reason : null,
      usage,
      failure: terminal.type === 'error' ? terminal.failure : null,
      route,
      timing,
    };
  }
}

function parseInput(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
