import type { FailureCode } from '#shared/failure.ts';

/** What can be done about an answer that did not end well. */
export type NextStep = 'continue' | 'retry' | 'trim' | 'site' | 'providers' | 'model' | 'check';

/**
 * The steps that may help, the likeliest first. *Continue* is offered only where there is text to go on from, the site
 * only of a provider that has one.
 */
export const nextSteps: Readonly<Record<FailureCode, readonly NextStep[]>> = {
  'missing-credential': ['providers', 'retry', 'model'],
  unauthorized: ['providers', 'retry', 'model', 'check'],
  'human-verification-required': ['site', 'retry', 'model'],
  forbidden: ['model', 'providers', 'check'],
  'model-unavailable': ['model', 'retry'],
  'invalid-request': ['model', 'retry'],
  'context-length-exceeded': ['trim', 'model'],
  'rate-limited': ['retry', 'continue', 'model'],
  'quota-exceeded': ['model', 'providers', 'retry'],
  'provider-unavailable': ['retry', 'continue', 'model', 'check'],
  unreachable: ['retry', 'continue', 'providers', 'model', 'check'],
  'certificate-untrusted': ['retry', 'providers', 'check'],
  'proxy-failed': ['retry', 'continue', 'check'],
  'timed-out': ['retry', 'continue', 'model', 'check'],
  'malformed-response': ['retry', 'continue', 'providers', 'check'],
  'empty-response': ['retry', 'model'],
  'storage-failed': ['retry', 'continue'],
  'invalid-input': ['retry'],
  'forbidden-sender': ['retry'],
  internal: ['retry', 'continue'],
};
