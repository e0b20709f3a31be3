import type { FinishReason, Usage } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../adapter.ts';
import { createAnswerParts } from '../answer-parts.ts';
import { createAnthropicBlocks } from './blocks.ts';
import {
  anthropicEnvelope,
  anthropicMessage,
  blockDelta,
  blockStart,
  blockStop,
  isPlainDelta,
  isPlainEnvelope,
  messageDelta,
  messageStart,
} from './schema.ts';
import type { AnthropicEnvelope, AnthropicMessage, AnthropicUsage } from './schema.ts';
import { malformed, withJson, withParsed, withPlain } from '../decode-frames.ts';
import { failureOf } from '../read-failure.ts';

/** The events of one Messages stream, or of one whole message. The end marker is `message_stop`. */
export function createAnthropicDecoder(): FrameDecoder {
  const parts = createAnswerParts();
  const blocks = createAnthropicBlocks(parts);
  let messageId: string | undefined;
  let started = false;
  let usage: AnthropicUsage | undefined;
  let stopReason: string | undefined;
  let detail: string | undefined;

  /** Some gateways repeat the start; a second message inside the first one must not be mixed into it. */
  function startMessage(message: AnthropicMessage): readonly StreamEvent[] {
    if (started) return message.id === messageId ? [] : malformed('another answer started in it');
    started = true;
    messageId = message.id;
    return [responseStart(message), ...count(message.usage)];
  }

  function count(next: AnthropicUsage | undefined): readonly StreamEvent[] {
    if (next === undefined) return [];
    usage = mergeUsage(usage, next);
    return [{ type: 'usage', ...usageOf(usage) }];
  }

  function stopMessage(): readonly StreamEvent[] {
    const reason = finishReasonOf(stopReason);
    return [...parts.close(), { type: 'finish', reason, ...(detail !== undefined && { detail }) }];
  }

  function acceptEvent(type: string, value: unknown): readonly StreamEvent[] {
    switch (type) {
      case 'message_start':
        return withParsed(messageStart, value, ({ message }) => startMessage(message));
      case 'content_block_start':
        return withParsed(blockStart, value, (event) =>
          blocks.start(event.index, event.content_block),
        );
      case 'content_block_delta':
        return withPlain(isPlainDelta, blockDelta, value, (event) =>
          blocks.add(event.index, event.delta),
        );
      case 'content_block_stop':
        return withParsed(blockStop, value, (event) => blocks.stop(event.index));
      case 'message_delta':
        return withParsed(messageDelta, value, (event) => {
          stopReason = event.delta?.stop_reason ?? stopReason;
          detail = event.delta?.stop_details?.explanation ?? detail;
          return count(event.usage);
        });
      case 'message_stop':
        return stopMessage();
      default:
        return [];
    }
  }

  function acceptWhole(value: unknown): readonly StreamEvent[] {
    return withParsed(anthropicMessage, value, (message) => {
      const events = [...startMessage(message)];
      for (const [position, block] of (message.content ?? []).entries()) {
        events.push(...blocks.start(position, block), ...blocks.stop(position));
      }
      stopReason = message.stop_reason;
      detail = message.stop_details?.explanation;
      return [...events, ...stopMessage()];
    });
  }

  function accept(frame: Frame): readonly StreamEvent[] | null {
    if (frame.type !== 'event' && frame.type !== 'document') return [];
    if (frame.type === 'event' && frame.data === '[DONE]') return null;
    return withJson(frame, (value) =>
      withPlain(isPlainEnvelope, anthropicEnvelope, value, (envelope) => {
        if (envelope.type === 'error' || envelope.error !== undefined) return [errorOf(envelope)];
        if (frame.type === 'document') return acceptWhole(value);
        return acceptEvent(envelope.type ?? frame.event ?? '', value);
      }),
    );
  }

  const isFinished = (): boolean => stopReason !== undefined;
  /** Nothing but the end marker comes after the reason. */
  const broken = (): readonly StreamEvent[] => (isFinished() ? stopMessage() : []);
  return { accept, broken, isFinished };
}

function responseStart({ id, model }: AnthropicMessage): StreamEvent {
  return {
    type: 'response-start',
    ...(model !== undefined && { modelId: model }),
    ...(id !== undefined && { responseId: id }),
  };
}

function errorOf({ error, request_id }: AnthropicEnvelope): StreamEvent {
  const reported = { words: [error?.type], message: error?.message, requestId: request_id };
  return { type: 'error', failure: failureOf(reported) };
}

/** Counts are cumulative and come in pieces: the last one of each kind holds. */
function mergeUsage(before: AnthropicUsage | undefined, next: AnthropicUsage): AnthropicUsage {
  return {
    input_tokens: next.input_tokens ?? before?.input_tokens,
    output_tokens: next.output_tokens ?? before?.output_tokens,
    cache_read_input_tokens: next.cache_read_input_tokens ?? before?.cache_read_input_tokens,
    output_tokens_details: next.output_tokens_details ?? before?.output_tokens_details,
  };
}

function usageOf(usage: AnthropicUsage): Usage {
  return {
    inputTokens: usage.input_tokens ?? null,
    outputTokens: usage.output_tokens ?? null,
    totalTokens: null,
    reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? null,
    cachedInputTokens: usage.cache_read_input_tokens ?? null,
  };
}

/** https://docs.claude.com/en/api/handling-stop-reasons */
function finishReasonOf(stopReason: string | undefined): FinishReason {
  switch (stopReason) {
    case undefined:
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool-calls';
    case 'refusal':
      return 'content-filter';
    default:
      return 'other';
  }
}
