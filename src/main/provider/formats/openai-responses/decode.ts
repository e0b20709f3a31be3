import type { FinishReason } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../adapter.ts';
import { createAnswerParts } from '../answer-parts.ts';
import type { AnswerParts } from '../answer-parts.ts';
import { malformed, withJson, withParsed, withPlain } from '../decode-frames.ts';
import { chatFailureOf } from '../openai-chat/failure.ts';
import { createResponseItems, wholeItem } from './items.ts';
import type { ResponseItems } from './items.ts';
import {
  annotationEvent,
  argumentsEvent,
  deltaEvent,
  eventType,
  isPlainDelta,
  isPlainEvent,
  itemEvent,
  responseEvent,
  wholeResponse,
} from './schema.ts';
import type { ResponseUsage, WholeResponse } from './schema.ts';
import { failureOf } from '../read-failure.ts';
import { parseJson } from '../wire.ts';

type Events = readonly StreamEvent[];

/**
 * The events of one response, streamed or whole. It ends with `response.completed`, `.incomplete` or `.failed`, or
 * with the first `error`, which a `response.failed` may repeat.
 */
export function createResponsesDecoder(): FrameDecoder {
  const parts = createAnswerParts();
  const items = createResponseItems(parts);
  const acceptItem = createItemReader(items, parts);
  let started = false;

  function start(response: WholeResponse): Events {
    if (started) return [];
    started = true;
    return [responseStart(response)];
  }

  function end(response: WholeResponse): Events {
    const left = response.status === 'completed' ? items.endAll() : [];
    const usage = usageOf(response.usage);
    if (response.status === 'failed') return [...usage, errorOf(response.error)];
    const reason = finishReasonOf(response, items.hasCalls());
    const withheld = items.hasImage() ? ({ withheld: 'image' } as const) : {};
    return [...left, ...usage, { type: 'finish', reason, ...withheld }];
  }

  function acceptEvent(type: string, value: unknown): Events {
    switch (type) {
      case 'response.created':
      case 'response.in_progress':
        return withParsed(responseEvent, value, ({ response }) => start(response));
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        return withParsed(responseEvent, value, ({ response }) =>
          end({ ...response, status: type.slice('response.'.length) }),
        );
      case 'error':
        return [errorOf(value)];
      default:
        return acceptItem(type, value);
    }
  }

  function acceptWhole(value: unknown): Events {
    return withParsed(wholeResponse, value, (response) => {
      const { output, status } = response;
      if (output === undefined && status === undefined) {
        return malformed('the document is no response');
      }
      const shown = (output ?? []).flatMap((item, index) => wholeItem(items, index, item));
      return [...start(response), ...shown, ...end(response)];
    });
  }

  function accept(frame: Frame): Events | null {
    if (frame.type !== 'event' && frame.type !== 'document') return [];
    if (frame.type === 'event' && frame.data === '[DONE]') return null;
    if (frame.type === 'event' && frame.event === 'error') return [errorOf(parseJson(frame.data))];
    return withJson(frame, (value) =>
      withPlain(isPlainEvent, eventType, value, ({ type }) => {
        if (type !== undefined) return acceptEvent(type, value);
        const failure = chatFailureOf(value, { certain: false });
        if (failure !== undefined) return [{ type: 'error', failure }];
        return frame.type === 'document' ? acceptWhole(value) : [];
      }),
    );
  }

  return { accept };
}

/** Reads the events of output items; events of other kinds mean nothing. */
function createItemReader(items: ResponseItems, parts: AnswerParts) {
  return (type: string, value: unknown): Events => {
    switch (type) {
      case 'response.output_item.added':
        return withParsed(itemEvent, value, (event) => items.add(event, event.item));
      case 'response.output_item.done':
        return withParsed(itemEvent, value, (event) => items.end(event, event.item));
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        return withPlain(isPlainDelta, deltaEvent, value, (event) =>
          items.text(event, event.delta ?? ''),
        );
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return withPlain(isPlainDelta, deltaEvent, value, (event) => {
          const section = event.summary_index ?? event.content_index ?? 0;
          return items.reasoning(event, { kind: type, section }, event.delta ?? '');
        });
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return withPlain(isPlainDelta, deltaEvent, value, (event) =>
          items.input(event, event.delta ?? ''),
        );
      case 'response.function_call_arguments.done':
      case 'response.custom_tool_call_input.done':
        return withParsed(argumentsEvent, value, (event) =>
          items.wholeInput(event, event.arguments ?? event.input ?? ''),
        );
      case 'response.output_text.annotation.added':
        return withParsed(annotationEvent, value, ({ annotation: { url = '', title } }) =>
          parts.source(url, title),
        );
      default:
        return [];
    }
  };
}

function responseStart({ id, model }: WholeResponse): StreamEvent {
  return {
    type: 'response-start',
    ...(model !== undefined && { modelId: model }),
    ...(id !== undefined && { responseId: id }),
  };
}

function errorOf(value: unknown): StreamEvent {
  const failure = chatFailureOf(value, { certain: true }) ?? failureOf({ words: [] });
  return { type: 'error', failure };
}

function usageOf(usage: ResponseUsage | undefined): Events {
  if (usage === undefined) return [];
  return [
    {
      type: 'usage',
      inputTokens: usage.input_tokens ?? null,
      outputTokens: usage.output_tokens ?? null,
      totalTokens: usage.total_tokens ?? null,
      reasoningTokens: usage.output_tokens_details?.reasoning_tokens ?? null,
      cachedInputTokens: usage.input_tokens_details?.cached_tokens ?? null,
    },
  ];
}

function finishReasonOf(response: WholeResponse, hasCalls: boolean): FinishReason {
  if (response.status === 'completed') return hasCalls ? 'tool-calls' : 'stop';
  switch (response.incomplete_details?.reason ?? '') {
    case 'max_output_tokens':
    case 'max_tokens':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    default:
      return 'other';
  }
}
