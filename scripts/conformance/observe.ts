import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import type { FinishReason, Usage } from '#shared/provider/model.ts';
import {
  applyStreamEvent,
  isTerminal,
  streamEventSchema,
} from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Http } from '../../src/main/net/http.ts';
import type { Adapter, ModelCall } from '../../src/main/provider/formats/adapter.ts';
import { decodeFrames } from '../../src/main/provider/formats/decode-frames.ts';

export interface ObservedEvents {
  readonly level: 'sse';
  readonly events: readonly { readonly event: string; readonly data: string }[];
}

/** How an answer ended in an error: reported by the service, or how its bytes ended. */
export interface ObservedError {
  readonly kind: 'http' | 'event' | 'transport' | 'no-terminal-event';
  readonly failure: Failure | undefined;
}

export interface ObservedAnswer {
  readonly level: 'provider';
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly {
    readonly id: string;
    readonly name: string;
    readonly input: string;
  }[];
  readonly finishReason: FinishReason | undefined;
  readonly usage: Usage | undefined;
  readonly error: ObservedError | undefined;
  /** Promises of the event vocabulary that were broken. */
  readonly violations: readonly string[];
}

const neverAborted = new AbortController().signal;

/** What the framing alone makes of the body at `baseUrl`. A broken end loses nothing that came before it. */
export async function observeEvents(http: Http, baseUrl: string): Promise<ObservedEvents> {
  const events: { event: string; data: string }[] = [];
  const response = await http.send(
    { method: 'GET', url: `${baseUrl}/`, headers: {} },
    neverAborted,
  );
  try {
    for await (const frames of response.frames('sse')) {
      for (const frame of frames) {
        if (frame.type === 'event')
          events.push({ event: frame.event ?? 'message', data: frame.data });
      }
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
  return { level: 'sse', events };
}

/** What the whole way from the socket to the folded message makes of the body at `baseUrl`. */
export async function observeAnswer(
  http: Http,
  adapter: Adapter,
  baseUrl: string,
): Promise<ObservedAnswer> {
  const { path, ...request } = adapter.encode(sampleCall);
  const events: StreamEvent[] = [];
  let error: ObservedError | undefined;
  try {
    const response = await http.send({ ...request, url: `${baseUrl}${path}` }, neverAborted);
    if (response.status < 200 || response.status > 299) {
      const { status, statusText, headers } = response;
      const body = await response.text(64 * 1024);
      error = {
        kind: 'http',
        failure: adapter.readFailure({ status, statusText, headers, body }),
      };
    } else {
      const frames = response.frames(adapter.framing);
      for await (const batch of decodeFrames(frames, adapter.createDecoder()))
        events.push(...batch);
    }
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    error = { kind: 'transport', failure: caught.failure };
  }
  return summarize(events, error);
}

function summarize(
  events: readonly StreamEvent[],
  caught: ObservedError | undefined,
): ObservedAnswer {
  const message = events.reduce(applyStreamEvent, emptyMessage());
  const toolCalls = message.parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ id: part.toolCallId, name: part.toolName, input: part.input }]
      : [],
  );
  return {
    level: 'provider',
    text: joined(message, 'text'),
    reasoning: joined(message, 'reasoning'),
    toolCalls,
    finishReason: message.finishReason,
    usage: message.usage,
    error: caught ?? endOf(message),
    violations: violationsOf(events, message),
  };
}

function endOf(message: AssistantMessage): ObservedError | undefined {
  if (message.failure !== undefined) return { kind: 'event', failure: message.failure };
  return message.status === 'streaming'
    ? { kind: 'no-terminal-event', failure: undefined }
    : undefined;
}

function joined(message: AssistantMessage, type: 'text' | 'reasoning'): string {
  return message.parts
    .map((part) => (part.type === type && 'text' in part ? part.text : ''))
    .join('');
}

function violationsOf(events: readonly StreamEvent[], message: AssistantMessage): string[] {
  const violations: string[] = [];
  const terminals = events.filter(isTerminal).length;
  if (terminals > 1) violations.push(`${terminals} terminal events`);
  const last = events.at(-1);
  if (terminals === 1 && last !== undefined && !isTerminal(last))
    violations.push(`an event after the terminal one: ${last.type}`);
  for (const event of events) {
    if (!streamEventSchema.safeParse(event).success)
      violations.push(`not a stream event: ${JSON.stringify(event)}`);
    if ('index' in event && event.index >= message.parts.length)
      violations.push(`the index ${event.index} of ${event.type} is not dense`);
  }
  return violations;
}

const sampleCall: ModelCall = {
  modelId: 'conformance',
  instructions: 'Answer.',
  turns: [{ role: 'user', text: 'Hello.', files: [] }],
  parameters: {},
  stream: true,
  bodyDefaults: {},
  conversationKey: 'conformance',
};

function emptyMessage(): AssistantMessage {
  return {
    id: createId('msg'),
    role: 'assistant',
    parentId: createId('msg'),
    createdAt: 0,
    model: { providerId: createId('prov'), modelId: 'conformance' },
    parts: [],
    status: 'streaming',
  };
}
