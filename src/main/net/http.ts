import type { Frame, Framing } from './frame.ts';

/** A complete request: address and credential have joined it. Never logged. */
export interface NetRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface NetResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The decompressed body as frames; iterate once. Returning early closes the socket. */
  readonly frames: (framing: Framing) => AsyncIterable<Frame>;
  /** At most `limit` bytes of the body as text, then the rest is discarded. */
  readonly text: (limit: number) => Promise<string>;
}

/** The one place where a socket is opened. Errors are `FailureError`s that name the host and the remedy. */
export interface Http {
  readonly send: (request: NetRequest, signal: AbortSignal) => Promise<NetResponse>;
  readonly close: () => Promise<void>;
}
