/** What windows keep of messages that were written and not sent, each in a text of its own. */
export const unsentNames = [
  'drafts',
  'queue',
  'quick-prompt.drafts',
  'quick-prompt.queue',
] as const;
export type UnsentName = (typeof unsentNames)[number];

/** How long one of them may be, in characters. */
export const UNSENT_LIMIT = 64_000_000;
