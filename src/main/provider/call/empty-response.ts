import type { Failure } from '#shared/failure.ts';

/** An answer ended with nothing in it to show. */
export const emptyResponse: Failure = {
  code: 'empty-response',
  message: 'Cannot show an answer: the model sent none. Try again, or choose another model.',
  retryable: true,
};
