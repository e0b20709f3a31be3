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
import type { ChatChunk, ChatMessage, ChatUsage } from './chunk.ts';
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
    const events: StreamEvent[] = [];
    if (!started) start(chunk, events);
    if (message !== undefined) addMessage(message, events);
    const usage = chunk.usage ?? chunk.x_groq?.usage ?? choice?.usage;
    if (usage !== undefined) addUsage(usage, events);
    return events;
  }

  function start(chunk: ChatChunk, events: StreamEvent[]): void {
    const event = responseStart(chunk);
    if (event === undefined) return;
    started = true;
    events.push(event);
  }

  function addMessage(message: ChatMessage, events: StreamEvent[]): void {
    const { content, refusal = '', images = [], tool_calls: calls = [] } = message;
    hasImage ||= images.length > 0;
    refused ||= refusal !== '';
    events.push(...parts.reasoning(reasoningOf(message)), ...addContent(content));
    events.push(...parts.text(refusal));
    for (const [position, call] of calls.entries()) events.push(...tools.add(call, position));
    if (message.function_call === undefined) return;
    const legacyCall = { index: 0, id: undefined, custom: undefined };
    events.push(...tools.add({ ...legacyCall, function: message.function_call }, 0));
  }

  function addContent(content: ChatMessage['content']): readonly StreamEvent[] {
    if (typeof content === 'string')
      return tags.areOver() ? parts.text(content) : tagged(tags.add(content));
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

  function addUsage(usage: ChatUsage, events: StreamEvent[]): void {
    const event = usageOf(usage);
    const written = JSON.stringify(event);
    if (event === undefined || written === lastUsage) return;
    lastUsage = written;
    events.push({ type: 'usage', ...event });
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
