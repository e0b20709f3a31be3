import { procedures } from '#shared/contract.ts';
import type { ProcedureName, Procedures } from '#shared/contract.ts';
import { FailureError, toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { Envelope, HandlersOf } from '#shared/procedure.ts';

/** What decides whether a sender is one of our pages; the part of Electron's event that we read. */
export interface CallSender {
  readonly sender: { readonly id: number };
  /** `null` when the frame navigated or went away meanwhile. */
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

export interface CallContext {
  readonly handlers: HandlersOf<Procedures>;
  /** Whether this web contents belongs to a window that we opened and that still lives. */
  readonly isWindow: (webContentsId: number) => boolean;
  readonly origin: string;
  /** Told of everything that is a defect of ours rather than an expected failure. */
  readonly report: (error: unknown) => void;
}

/**
 * One call from a window, from its unchecked arguments to the reply. Never rejects.
 * Order: the sender, then the name, then the input; a handler sees only what its schema let through.
 */
export async function handleCall(
  context: CallContext,
  from: CallSender,
  name: unknown,
  input: unknown,
): Promise<Envelope> {
  try {
    if (!isTrusted(context, from)) return refused(forbiddenSender);
    if (!isProcedureName(name)) return refused(unknownProcedure);
    const parsed = procedures[name].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refused(invalidInput(name, issue?.path.join('.') ?? '', issue?.message ?? ''));
    }
    // The record is typed procedure by procedure; which one `name` picks is known only at run time.
    const handler = context.handlers[name] as (input: unknown) => unknown;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    if (!(error instanceof FailureError)) context.report(error);
    return refused(toFailure(error));
  }
}

function isTrusted(context: CallContext, { sender, senderFrame }: CallSender): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === context.origin &&
    context.isWindow(sender.id)
  );
}

function isProcedureName(name: unknown): name is ProcedureName {
  return typeof name === 'string' && Object.hasOwn(procedures, name);
}

function refused(failure: Failure): Envelope {
  return { ok: false, failure };
}

const forbiddenSender: Failure = {
  code: 'forbidden-sender',
  message: 'Cannot answer the call: it did not come from a page of the app. Restart Parley.',
  retryable: false,
};

const unknownProcedure: Failure = {
  code: 'invalid-input',
  message: 'Cannot answer the call: there is no such procedure. Restart Parley.',
  retryable: false,
};

/** Names the field and the rule, never the value: it may be a credential. */
function invalidInput(name: ProcedureName, field: string, rule: string): Failure {
  const place = field === '' ? 'its input' : `its field "${field}"`;
  return {
    code: 'invalid-input',
    message: `Cannot perform ${name}: ${place} is not valid (${rule}). Correct it and try again.`,
    retryable: false,
  };
}
