import type { FilePart } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { GenerationParameters, ModelInfo } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, Framing } from '../../net/frames/frame.ts';

export type { Frame };

/** One turn of the branch as a wire format needs it. Reasoning and tool calls of earlier answers come back with their metadata. */
export type Turn =
  | { readonly role: 'user'; readonly text: string; readonly files: readonly FilePart[] }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly reasoning: readonly { text: string; providerMetadata?: Record<string, unknown> }[];
    };

/** One generation, free of any wire format: no host, no key. */
export interface ModelCall {
  readonly modelId: string;
  readonly instructions: string;
  readonly turns: readonly Turn[];
  readonly parameters: GenerationParameters;
  readonly stream: boolean;
  /** The row's body defaults, below `parameters`. */
  readonly bodyDefaults: Readonly<Record<string, unknown>>;
  /** The row's own order of the first keys of the body. */
  readonly bodyOrder?: readonly string[];
  /** The row's own fields of this model, for formats that send more of a model than its id. */
  readonly modelFields?: Readonly<Record<string, unknown>>;
  /** Stable for a conversation, for services that want one; not our own id. */
  readonly conversationKey: string;
}

/** What `encode` makes: loggable as it is. The address and the credential join it later. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Appended to the base URL, with its query: `/chat/completions`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a row says of how answers of its servers are to be read. */
export interface ReadingRules {
  /** A top-level `detail` with a sentence in it is a rate limit, whatever the status. */
  readonly rateLimit?: 'detail';
  /** What status 403 means when the server does not say more. */
  readonly forbidden?: 'human-verification-required';
}

/** A response whose status is not 2xx; `body` is at most 64 KiB of it. */
export interface FailedResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one answer of a wire format has said so far, and how its next frame adds to it. */
export interface FrameDecoder {
  /** What a frame means; `null` when nothing from it on counts. */
  readonly accept: (frame: Frame) => readonly StreamEvent[] | null;
  /** What the end of the frames means, for formats that have no end marker. */
  readonly end?: () => readonly StreamEvent[];
  /** What it means that the frames break off: the answer is whole when a terminal event is among it. */
  readonly broken?: () => readonly StreamEvent[];
  /** Whether the service has said why the answer ended, so that at most its usage is still to come. */
  readonly isFinished?: () => boolean;
}

/**
 * A pure codec between our vocabulary and one wire format: no socket, clock, credential or retry.
 * A decoder throws nothing for any bytes: malformed frames are an `error` event that does not quote them. What it says
 * after its first terminal event counts for nothing. It may end without one when the frames do; the caller turns that into a
 * failure.
 */
export interface Adapter {
  readonly encode: (call: ModelCall) => HttpRequest;
  /** What a decoder is fed; whatever the framing, a JSON body arrives as one `document` frame. */
  readonly framing: Framing;
  /** Of one answer. */
  readonly createDecoder: (rules?: ReadingRules) => FrameDecoder;
  readonly readFailure: (response: FailedResponse, rules?: ReadingRules) => Failure;
  readonly models: {
    readonly path: string;
    /** What this format asks of the request for the list. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Posted where a format wants one; a list is asked for by GET otherwise. */
    readonly body?: string;
    /** Throws `malformed-response` for anything that is not a model list. */
    readonly parse: (body: unknown) => readonly ModelInfo[];
  };
}
