import type { FailureCode } from '#shared/failure.ts';

/** What happened in a few words, and what a person can do about it. `{{provider}}` and `{{model}}` may be used. */
export const failure = {
  'missing-credential': {
    title: '{{provider}} needs a key',
    remedy: 'Add your key in the provider settings, then try again.',
  },
  unauthorized: {
    title: '{{provider}} did not accept the key',
    remedy: 'Check that the key is complete and still valid, or enter a new one.',
  },
  'human-verification-required': {
    title: '{{provider}} wants to check that you are human',
    remedy: 'Open its website in your browser, pass the check, then try again.',
  },
  forbidden: {
    title: '{{provider}} refused access',
    remedy: 'Your account may not use this model, or the service is not offered in your region.',
  },
  'model-unavailable': {
    title: '{{model}} is not available',
    remedy: 'It may have been renamed or retired. Choose another model.',
  },
  'invalid-request': {
    title: '{{provider}} could not read the request',
    remedy: 'The details below say what it objected to. Another model may accept it.',
  },
  'context-length-exceeded': {
    title: 'The conversation is too long for {{model}}',
    remedy:
      'Leave out the oldest messages, choose a model with a larger context, or start a new conversation.',
  },
  'rate-limited': {
    title: '{{provider}} asks you to slow down',
    remedy: 'Wait a moment, then try again.',
  },
  'quota-exceeded': {
    title: 'Your quota at {{provider}} is used up',
    remedy: 'Check your plan and billing there, or choose another model.',
  },
  'provider-unavailable': {
    title: '{{provider}} is having problems',
    remedy: 'The problem is on its side. Try again in a minute, or choose another model.',
  },
  unreachable: {
    title: '{{provider}} cannot be reached',
    remedy: 'Check your internet connection and the address in the provider settings.',
  },
  'certificate-untrusted': {
    title: 'The certificate of {{provider}} is not trusted',
    remedy:
      'Nothing was sent. On a company network, its root certificate may have to be installed.',
  },
  'proxy-failed': {
    title: 'The proxy did not let the request through',
    remedy: 'Check the proxy of your system or network, then try again.',
  },
  'timed-out': {
    title: '{{provider}} stopped responding',
    remedy: 'Try again. If it keeps happening, choose another model.',
  },
  'malformed-response': {
    title: '{{provider}} sent something Parley cannot read',
    remedy: 'Check the address in the provider settings, or try again.',
  },
  'empty-response': {
    title: '{{model}} sent an empty answer',
    remedy: 'Try again, or rephrase your message.',
  },
  'storage-failed': {
    title: 'Saving failed',
    remedy: 'Free some disk space or check the permissions of the data folder.',
  },
  'invalid-input': {
    title: 'That did not work',
    remedy: 'It may have been changed or removed in the meantime. Try again.',
  },
  'forbidden-sender': {
    title: 'This window may not do that',
    remedy: 'Close the window and open it again.',
  },
  internal: {
    title: 'Something went wrong inside Parley',
    remedy: 'Try again. If it happens again, please report it with the details.',
  },
} as const satisfies Record<FailureCode, { readonly title: string; readonly remedy: string }>;

/** The same for some providers in other words. */
export const failureAt = {
  siteWithoutCode: {
    title: '{{provider}} asks for an access code',
    remedy: 'Add the code in the provider settings. Whoever runs the site gives it out.',
  },
  siteRefusesCode: {
    title: '{{provider}} did not let you in',
    remedy: 'Check the access code or your own key in the provider settings.',
  },
  otherService: {
    title: 'There is a {{service}} site at this address',
    remedy: 'It was asked as another kind of service. Add it again as {{service}}.',
  },
  thisComputer: {
    title: 'Nothing answers at {{address}}',
    remedy: 'Is the server running? Start it on this computer, check its port, then try again.',
  },
} as const;
