import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Mark } from './marks.ts';

/** A piece of a text around its first match. */
export interface Snippet {
  readonly text: string;
  /** In order. */
  readonly marks: readonly Mark[];
}

/** A conversation that has what was searched for. */
export interface SearchHit {
  readonly conversationId: ConversationId;
  /** The newest message that has it; `null` when only the title does. */
  readonly messageId: MessageId | null;
  readonly role: 'user' | 'assistant' | null;
  /** How many messages of the conversation have it, as far as was looked. */
  readonly count: number;
  readonly snippet: Snippet | null;
}

export interface SearchResults {
  /** The conversation that changed last comes first. */
  readonly hits: readonly SearchHit[];
  /** There may be more than `hits`. */
  readonly hasMore: boolean;
  /** A later search took its place; `hits` is not what was found. */
  readonly superseded: boolean;
}
