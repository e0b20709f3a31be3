import type { Sink } from './output/output.ts';
import type { PipedInput } from './input/piped-text.ts';

/** 0 answered, 2 wrong usage, 3 the provider failed, 130 aborted. */
export type AskExitCode = 0 | 2 | 3 | 130;

export interface AskSurroundings {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: PipedInput;
  readonly out: Sink;
  readonly error: Sink;
  /** Aborting it closes the connection. */
  readonly signal: AbortSignal;
}

export function wrongUsage(error: Sink, message: string): 2 {
  error.write(`parley ask: ${message}\nType "parley ask --help" to see how it is used.\n`);
  return 2;
}
