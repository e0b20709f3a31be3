import { z } from 'zod';
import type { AssistantMessage, AssistantPart } from './conversation.ts';
import { failureSchema } from '#shared/failure.ts';
import {
  finishReasonSchema,
  modelRefSchema,
  usageSchema,
  withheldSchema,
} from '#shared/provider/model.ts';

const index = z.number().int().nonnegative();

/**
 * What a generation says while it runs, whatever the wire format. Closed.
 * `index` is the position of the part within the answer: ours, dense, in order of appearance. A part opens at its
 * first delta. `finish` and `error` are terminal: a generation emits exactly one of them, last.
 * `usage` is cumulative: the last one counts. Vocabulary after the AI SDK's stream parts.
 */
export const streamEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('response-start'),
    modelId: z.string().optional(),
    responseId: z.string().optional(),
  }),
  /** The model before gave no visible answer: this one answers from here on, and parts that show nothing are dropped. */
  z.object({ type: z.literal('model-switch'), model: modelRefSchema }),
  z.object({ type: z.literal('text-delta'), index, delta: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), index, delta: z.string() }),
  z.object({
    type: z.literal('tool-input-delta'),
    index,
    toolCallId: z.string(),
    toolName: z.string(),
    delta: z.string(),
  }),
  z.object({
    type: z.literal('part-end'),
    index,
    providerMetadata: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ type: z.literal('source'), index, url: z.string(), title: z.string() }),
  usageSchema.extend({ type: z.literal('usage') }),
  z.object({
    type: z.literal('finish'),
    reason: finishReasonSchema,
    /** Why, in the words of the service. */
    detail: z.string().optional(),
    /** Part of the answer is of a kind that is not shown. */
    withheld: withheldSchema,
  }),
  z.object({ type: z.literal('error'), failure: failureSchema }),
]);

export type StreamEvent = z.infer<typeof streamEventSchema>;
export type TerminalEvent = Extract<StreamEvent, { type: 'finish' | 'error' }>;

export function isTerminal(event: StreamEvent): event is TerminalEvent {
  return event.type === 'finish' || event.type === 'error';
}

/** Whether a person sees something of it: from then on an answer is never begun anew. */
export function isVisible(event: StreamEvent): boolean {
  switch (event.type) {
    // An empty delta opens a part that shows nothing: reasoning that the provider keeps to itself.
    case 'text-delta':
    case 'reasoning-delta':
      return event.delta !== '';
    case 'tool-input-delta':
    case 'source':
      return true;
    case 'response-start':
    case 'model-switch':
    case 'part-end':
    case 'usage':
    case 'finish':
    case 'error':
      return false;
  }
}

/**
 * The message after one event. Pure and total: an event for a settled message, or a delta whose part is of another
 * kind, returns the message itself. Costs the number of parts, never the length of their text.
 */
export function applyStreamEvent(message: AssistantMessage, event: StreamEvent): AssistantMessage {
  if (message.status !== 'streaming') return message;
  switch (event.type) {
    case 'response-start':
      return event.modelId === undefined || event.modelId === message.model.modelId
        ? message
        : { ...message, responseModelId: event.modelId };
    case 'model-switch': {
      const { responseModelId: _, ...kept } = message;
      const parts = message.parts.some(isShown) ? message.parts : [];
      return { ...kept, model: event.model, parts };
    }
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-input-delta':
    case 'source':
    case 'part-end':
      return withPart(message, event.index, nextPart(message.parts[event.index], event));
    case 'usage': {
      const { type: _, ...usage } = event;
      return { ...message, usage };
    }
    case 'finish':
      return {
        ...message,
        finishReason: event.reason,
        ...(event.detail !== undefined && { finishDetail: event.detail }),
        ...(event.withheld !== undefined && { withheld: event.withheld }),
        status: event.reason === 'aborted' ? 'aborted' : 'complete',
      };
    case 'error':
      return { ...message, failure: event.failure, status: 'failed' };
  }
}

function isShown(part: AssistantPart): boolean {
  return (part.type !== 'text' && part.type !== 'reasoning') || part.text !== '';
}

type PartEvent = Extract<StreamEvent, { index: number }>;

function nextPart(part: AssistantPart | undefined, event: PartEvent): AssistantPart | undefined {
  switch (event.type) {
    case 'text-delta':
      if (part === undefined) return { type: 'text', text: event.delta };
      return part.type === 'text' ? { ...part, text: part.text + event.delta } : part;
    case 'reasoning-delta':
      if (part === undefined) return { type: 'reasoning', text: event.delta };
      return part.type === 'reasoning' ? { ...part, text: part.text + event.delta } : part;
    case 'tool-input-delta': {
      const { toolCallId, toolName, delta } = event;
      if (part === undefined) return { type: 'tool-call', toolCallId, toolName, input: delta };
      return part.type === 'tool-call' ? { ...part, input: part.input + delta } : part;
    }
    case 'source':
      return part ?? { type: 'source', url: event.url, title: event.title };
    case 'part-end':
      if (part === undefined || event.providerMetadata === undefined) return part;
      return part.type === 'reasoning' || part.type === 'tool-call'
        ? { ...part, providerMetadata: event.providerMetadata }
        : part;
  }
}

/** Only the next free position opens a part, so that the list stays dense whatever a decoder emits. */
function withPart(
  message: AssistantMessage,
  position: number,
  part: AssistantPart | undefined,
): AssistantMessage {
  if (part === undefined || part === message.parts[position]) return message;
  if (position > message.parts.length) return message;
  const parts = message.parts.slice();
  parts[position] = part;
  return { ...message, parts };
}
