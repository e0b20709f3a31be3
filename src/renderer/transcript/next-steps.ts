import type { FailureCode } from '#shared/failure.ts';

/** What can be done about an answer that did not end well. */
export type NextStep = 'continue' | 'retry' | 'trim' | 'site' | 'providers' | 'model';

/**
 * The steps that may help, the likeliest first. *Continue* is offered only where there is text to go on from, the site
 * only of a provider that has one.
 */
export const nextSteps: Readonly<Record<FailureCode, readonly NextStep[]>> = {
  'missing-credential': ['providers', 'retry', 'model'],
  unauthorized: ['providers', 'retry', 'model'],
  'human-verification-required': ['site', 'retry', 'model'],
  forbidden: ['model', 'providers'],
  'model-unavailable': ['model', 'retry'],
  'invalid-request': ['model', 'retry'],
  'context-length-exceeded': ['trim', 'model'],
  'rate-limited': ['retry', 'continue', 'model'],
  'quota-exceeded': ['model', 'providers', 'retry'],
  'provider-unavailable': ['retry', 'continue', 'model'],
  unreachable: ['retry', 'continue', 'providers', 'model'],
  'certificate-untrusted': ['retry', 'providers'],
  'proxy-failed': ['retry', 'continue'],
  'timed-out': ['retry', 'continue', 'model'],
  'malformed-response': ['retry', 'continue', 'providers'],
  'empty-response': ['retry', 'model'],
  'storage-failed': ['retry', 'continue'],
  'invalid-input': ['retry'],
  'forbidden-sender': ['retry'],
  internal: ['retry', 'continue'],
};
