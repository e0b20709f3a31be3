import { z } from 'zod';

/** Every expected way in which something can go wrong. Closed: a code without words in `text/*` does not compile. */
export const failureCodes = [
  'missing-credential',
  'unauthorized',
  'human-verification-required',
  'forbidden',
  'model-unavailable',
  'invalid-request',
  'context-length-exceeded',
  'rate-limited',
  'quota-exceeded',
  'provider-unavailable',
  'unreachable',
  'certificate-untrusted',
  'proxy-failed',
  'timed-out',
  'malformed-response',
  'empty-response',
  'storage-failed',
  'invalid-input',
  'forbidden-sender',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];

export const failureSchema = z.object({
  /** It is stored with messages: one that a newer version added is `internal` here. */
  code: z.enum(failureCodes).catch('internal'),
  /** One English sentence for logs, terminals and reports: *Cannot ⟨verb⟩ ⟨object⟩: ⟨reason⟩. ⟨remedy⟩.* Never a secret or a payload. */
  message: z.string(),
  /** Whether the same call may succeed when it is simply made again. */
  retryable: z.boolean(),
  /** HTTP status, where an HTTP answer was the cause. */
  status: z.number().int().optional(),
  /** How long the provider asked to wait, in milliseconds. */
  retryAfterMs: z.number().nonnegative().optional(),
  /** The provider's own id of the call, for its support. */
  requestId: z.string().optional(),
  /** The kind of service that answers at the address instead of the one that was asked. */
  foundService: z.string().max(80).optional(),
  /** What the provider or the system said, shortened and redacted, as plain hostile text. */
  detail: z.string().optional(),
});

/** An expected error, as data. Crosses processes and is stored with the message that it ended. */
export type Failure = z.infer<typeof failureSchema>;

/** The reason in the sentence of a failure, *Cannot ⟨verb⟩ ⟨object⟩: ⟨reason⟩. ⟨remedy⟩.* */
export function reasonOf({ message }: Failure): string {
  return /: (.*?)\.(?: [A-Z]|$)/s.exec(message)?.[1] ?? message;
}

/** The one error class: throws a {@link Failure} through code that has nothing to add to it. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** The failure that an error stands for; anything that is not a {@link FailureError} is `internal`, named but without its stack. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: 'internal',
    message: `Cannot finish the operation: ${reason}. Try again; if it persists, report it.`,
    retryable: false,
  };
}
