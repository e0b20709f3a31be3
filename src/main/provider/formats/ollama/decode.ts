import { z } from 'zod';
import type { FinishReason } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../adapter.ts';
import { createAnswerParts } from '../answer-parts.ts';
import { withJson, withParsed } from '../decode-frames.ts';
import { failureOf } from '../read-failure.ts';
import { optional, optionalCount, optionalText } from '../wire.ts';

const toolCall = z.object({
  id: optionalText,
  function: z.object({ name: optionalText, arguments: z.unknown().optional() }),
});

/** `message` is of `/api/chat`; `response` and the outer `thinking` are of `/api/generate`, which older servers had first. */
const line = z.object({
  model: optionalText,
  message: optional(
    z.object({
      content: optionalText,
      thinking: optionalText,
      /** Of servers that speak this format for other models. */
      reasoning_content: optionalText,
      tool_calls: optional(z.array(toolCall)),
    }),
  ),
  response: optionalText,
  thinking: optionalText,
  done: optional(z.boolean()),
  done_reason: optionalText,
  prompt_eval_count: optionalCount,
  eval_count: optionalCount,
  error: optional(
    z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]),
  ),
});
type Line = z.infer<typeof line>;

/** The events of a stream of lines, or of one whole answer. The end marker is `done`, whose line may carry text. */
export function createOllamaDecoder(): FrameDecoder {
  const parts = createAnswerParts();
  let started = false;
  let called = 0;

  function acceptLine(answer: Line): readonly StreamEvent[] {
    if (answer.error !== undefined) {
      return [{ type: 'error', failure: failureOf({ words: [], message: answer.error }) }];
    }
    const { message, model } = answer;
    const events: StreamEvent[] = [];
    if (!started) {
      started = true;
      events.push({ type: 'response-start', ...(model !== undefined && { modelId: model }) });
    }
    events.push(
      ...parts.reasoning(message?.thinking ?? message?.reasoning_content ?? answer.thinking ?? ''),
      ...parts.text(message?.content ?? answer.response ?? ''),
      ...(message?.tool_calls ?? []).flatMap(acceptToolCall),
    );
    if (answer.done === true) events.push(...finish(answer));
    return events;
  }

  /** Arguments come whole, as an object, and most servers send no id. */
  function acceptToolCall(call: z.infer<typeof toolCall>): readonly StreamEvent[] {
    called += 1;
    const { id: toolCallId = `call_${called}`, function: of } = call;
    const { name: toolName = '', arguments: input = {} } = of;
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    return parts.toolCall({ toolCallId, toolName, input: text });
  }

  function finish(answer: Line): readonly StreamEvent[] {
    const reason = finishReasonOf(answer.done_reason);
    return [
      ...parts.close(),
      ...usageOf(answer),
      { type: 'finish', reason: reason === 'stop' && called > 0 ? 'tool-calls' : reason },
    ];
  }

  function accept(frame: Frame): readonly StreamEvent[] {
    if (frame.type !== 'line' && frame.type !== 'document') return [];
    if (frame.text.trim() === '') return [];
    return withJson(frame, (value) => withParsed(line, value, acceptLine));
  }

  return { accept };
}

function usageOf({ prompt_eval_count: input, eval_count: output }: Line): readonly StreamEvent[] {
  if (input === undefined && output === undefined) return [];
  return [
    {
      type: 'usage',
      inputTokens: input ?? null,
      outputTokens: output ?? null,
      totalTokens: null,
      reasoningTokens: null,
      cachedInputTokens: null,
    },
  ];
}

function finishReasonOf(reason: string | undefined): FinishReason {
  switch (reason) {
    case undefined:
    case '':
    case 'stop':
      return 'stop';
    case 'length':
      return 'length';
    default:
      return 'other';
  }
}
