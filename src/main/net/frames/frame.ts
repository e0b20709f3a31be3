/**
 * A unit of a response body: a server-sent event, a line of NDJSON, a piece of raw text, or a whole body that turned
 * out to be one JSON document although a stream was asked for.
 */
export type Frame =
  | { readonly type: 'event'; readonly event: string | undefined; readonly data: string }
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'document'; readonly text: string };

/** How a response body is split into frames. */
export type Framing = 'sse' | 'ndjson' | 'text';

/** Splits a body into frames as its pieces arrive, wherever the pieces were split. */
export interface FrameCutter<Piece = string> {
  /** The frames that this piece completes. */
  readonly add: (piece: Piece) => readonly Frame[];
  /** What the clean end of the body completes. */
  readonly end: () => readonly Frame[];
}

export interface FrameLimit {
  /** Largest event, line or document, in UTF-16 units. */
  readonly size: number;
  /** Makes the error for something larger. */
  readonly exceeded: (what: string) => Error;
}
