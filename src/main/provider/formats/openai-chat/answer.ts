import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createChatParts } from './parts.ts';
import {
  finishReasonOf,
  reasoningOf,
  responseStart,
  sourcesOf,
  thoughtsOf,
  usageOf,
} from './read.ts';
import type { ChatChunk, ChatMessage, ChatUsage } from './schema.ts';
import { createToolCalls } from './tool-calls.ts';
import { failureOf, malformedFailure } from '../read-failure.ts';
import { createThinkTags } from './think-tags.ts';

/** One answer as its chunks arrive. */
export interface ChatAnswer {
  readonly add: (chunk: ChatChunk) => readonly StreamEvent[];
  /** What is held back; for an answer that ends without its end. */
  readonly flush: () => readonly StreamEvent[];
  /** What is held back and the terminal event. */
  readonly finish: () => readonly StreamEvent[];
  /** The server has said why it ended. */
  readonly isFinished: () => boolean;
  readonly isEmpty: () => boolean;
}

export function createChatAnswer(): ChatAnswer {
  const parts = createChatParts();
  const tools = createToolCalls(parts.claimTool);
  const tags = createThinkTags();
  const sources = new Map<string, string>();
  let started = false;
  let reason = '';
  let refused = false;
  let hasImage = false;
  let lastUsage = '';

  function add(chunk: ChatChunk): readonly StreamEvent[] {
    const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
    const message = choice?.delta ?? choice?.message;
    for (const { url, title } of sourcesOf(chunk, message)) {
      if (!sources.get(url)) sources.set(url, title);
    }
    if (choice?.finish_reason !== undefined && choice.finish_reason !== '')
      reason = choice.finish_reason;
    return [
      ...start(chunk),
      ...(message === undefined ? [] : addMessage(message)),
      ...addUsage(chunk.usage ?? chunk.x_groq?.usage ?? choice?.usage),
    ];
  }

  function start(chunk: ChatChunk): readonly StreamEvent[] {
    const event = started ? undefined : responseStart(chunk);
    started ||= event !== undefined;
    return event === undefined ? [] : [event];
  }

  function addMessage(message: ChatMessage): readonly StreamEvent[] {
    const calls = message.tool_calls ?? [];
    const legacyCall = message.function_call && { index: 0, id: undefined, custom: undefined };
    hasImage ||= (message.images ?? []).length > 0;
    refused ||= (message.refusal ?? '') !== '';
    return [
      ...parts.reasoning(reasoningOf(message)),
      ...addContent(message.content),
      ...parts.text(message.refusal ?? ''),
      ...calls.flatMap((call, position) => tools.add(call, position)),
      ...(legacyCall ? tools.add({ ...legacyCall, function: message.function_call }, 0) : []),
    ];
  }

  function addContent(content: ChatMessage['content']): readonly StreamEvent[] {
    if (typeof content === 'string') return tagged(tags.add(content));
    return (content ?? []).flatMap((piece) => {
      const thoughts = parts.interleavedReasoning(thoughtsOf(piece));
      return thoughts.concat(parts.text(piece.text ?? ''));
    });
  }

  function tagged(pieces: ReturnType<typeof tags.add>): readonly StreamEvent[] {
    return pieces.flatMap(({ type, text }) =>
      type === 'text' ? parts.text(text) : parts.interleavedReasoning(text),
    );
  }

  function addUsage(usage: ChatUsage | undefined): readonly StreamEvent[] {
    const event = usage === undefined ? undefined : usageOf(usage);
    const written = JSON.stringify(event);
    if (event === undefined || written === lastUsage) return [];
    lastUsage = written;
    return [{ type: 'usage', ...event }];
  }

  function flush(): readonly StreamEvent[] {
    const events: StreamEvent[] = [...tagged(tags.end())];
    for (const [url, title] of sources)
      events.push({ type: 'source', index: parts.claim(), url, title });
    sources.clear();
    return [...events, ...parts.end()];
  }

  function finish(): readonly StreamEvent[] {
    const events = flush();
    if (tools.hasNameless())
      return [...events, { type: 'error', failure: malformedFailure('a tool call has no name') }];
    return [...events, endOf(reason, { refused, calls: !tools.isEmpty(), hasImage })];
  }

  return { add, flush, finish, isFinished: () => reason !== '', isEmpty: parts.isEmpty };
}

function endOf(
  reason: string,
  answer: { readonly refused: boolean; readonly calls: boolean; readonly hasImage: boolean },
): StreamEvent {
  const finishReason = finishReasonOf(reason, answer);
  if (finishReason === undefined) {
    return { type: 'error', failure: failureOf({ words: [reason], message: reason }) };
  }
  return {
    type: 'finish',
    reason: finishReason,
    ...(answer.hasImage && { withheld: 'image' }),
  };
}
