import type { z } from 'zod';
import type { Failure } from './failure.ts';

/** A call from a window to main: the schema its input is parsed with, and the type of its output. */
export interface Procedure<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Carries the output type only; never set. */
  readonly output?: Output;
}

/** Declares a procedure: `procedure(schema).returns<Output>()`. */
export function procedure<Input extends z.ZodType>(input: Input) {
  return { returns: <Output = void>(): Procedure<Input, Output> => ({ input }) };
}

type Procedures = Record<string, Procedure<z.ZodType, unknown>>;

export type InputOf<P> = P extends Procedure<infer Input, unknown> ? z.input<Input> : never;
export type ParsedInputOf<P> = P extends Procedure<infer Input, unknown> ? z.output<Input> : never;
export type OutputOf<P> = P extends Procedure<z.ZodType, infer Output> ? Output : never;

/** One function a procedure; a missing one, a wrong input or a wrong output does not compile. */
export type HandlersOf<P extends Procedures> = {
  readonly [Name in keyof P]: (
    input: ParsedInputOf<P[Name]>,
  ) => OutputOf<P[Name]> | Promise<OutputOf<P[Name]>>;
};

/** A reply as it crosses: a rejected `invoke` would keep only its message. */
export type Envelope<Output = unknown> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly failure: Failure };
