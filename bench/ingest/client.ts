/** One way to read an answer of an OpenAI-compatible service. */
export interface Client {
  /** Resolves when the answer has ended whole; rejects otherwise. */
  readonly answer: (baseUrl: string, onDelta: (text: string) => void) => Promise<void>;
}

/** Every module of `clients` exports one as `openClient`. */
export type OpenClient = () => Promise<Client> | Client;

/** What a client process measured over one answer. */
export interface AnswerFigures {
  readonly milliseconds: number;
  /** User and system, in milliseconds. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** Of each of many answers, from the request to its first delta, in milliseconds. */
export interface FirstTokenFigures {
  readonly first: readonly number[];
}
