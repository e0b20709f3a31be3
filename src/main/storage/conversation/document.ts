import { z } from 'zod';
import { conversationSchema, summarize } from '#shared/conversation/conversation.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import { withUnknown } from '#shared/with-unknown.ts';
import { migrate } from './migrations.ts';
import type { Migration } from './migrations.ts';

/** A conversation as it is kept: with the number of changes that led to it, which orders it against its journal. */
export interface StoredConversation {
  readonly conversation: Conversation;
  readonly version: number;
}

export type Parsed =
  | {
      readonly state: 'current' | 'migrated' | 'newer';
      readonly stored: StoredConversation;
      readonly schemaVersion: number;
    }
  | { readonly state: 'damaged' }
  /** Of a newer format that cannot be shown with what this version knows. */
  | { readonly state: 'unknown'; readonly failure: FailureError };

const headSchema = z.looseObject({
  schemaVersion: z.number().int().positive(),
  version: z.number().int().nonnegative().catch(0),
});

/** The document of a conversation file. The summary stands first, so that a list can be made from the heads of files. */
export function toDocument(
  stored: StoredConversation,
  messageCount: number,
  schemaVersion: number,
): object {
  const { conversation, version } = stored;
  return {
    schemaVersion,
    version,
    summary: summarize(conversation, messageCount) satisfies ConversationSummary,
    conversation,
  };
}

export function parseDocument(
  value: unknown,
  id: string,
  migrations: readonly Migration[],
): Parsed {
  const head = headSchema.safeParse(value).data;
  if (head === undefined) return { state: 'damaged' };
  const newest = migrations.length + 1;
  const { schemaVersion, version } = head;
  const document = schemaVersion < newest ? tryMigrate(head, migrations) : head;
  const parsed = conversationSchema.safeParse(document?.['conversation']).data;
  if (parsed !== undefined && parsed.id === id) {
    const conversation = withUnknown(document?.['conversation'], parsed);
    const stored = { conversation, version };
    if (schemaVersion === newest) return { state: 'current', stored, schemaVersion };
    return { state: schemaVersion < newest ? 'migrated' : 'newer', stored, schemaVersion };
  }
  if (schemaVersion <= newest) return { state: 'damaged' };
  const failure = new FailureError({
    code: 'invalid-input',
    message:
      'Cannot open the conversation: it was written by a newer version of Parley. Update Parley to read it.',
    retryable: false,
  });
  return { state: 'unknown', failure };
}

function tryMigrate(
  head: z.infer<typeof headSchema>,
  migrations: readonly Migration[],
): Record<string, unknown> | null {
  try {
    return migrate(head, head.schemaVersion, migrations);
  } catch {
    return null;
  }
}
