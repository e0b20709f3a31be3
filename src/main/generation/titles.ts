import { findMessage } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { fallbackTitle } from '../conversation/title.ts';
import type { AnswerDependencies } from './fill-answer.ts';
import { createRuns } from './runs.ts';
import { titleByModel } from './title.ts';

/** Names conversations by themselves; a person's title is never replaced. */
export interface Titles {
  /** Names a conversation that has no title yet after its first words, or after its first file. */
  readonly begin: (conversation: Conversation) => void;
  /** Where the title is still the first words: asks the model for a better one, in the background, once. */
  readonly improve: (conversationId: ConversationId, replyId: MessageId) => void;
  readonly abortAll: () => Promise<void>;
}

export function createTitles(dependencies: AnswerDependencies): Titles {
  const { conversations } = dependencies;
  const runs = createRuns<ConversationId>();
  const provisional = new Set<ConversationId>();

  return { begin, improve, abortAll: runs.abortAll };

  function begin(conversation: Conversation): void {
    if (conversation.titledBy !== 'nobody') return;
    const title = fallbackTitle(conversation) ?? firstFileName(conversation);
    if (title === null) return;
    conversations.commit(conversation.id, { type: 'titled', title, by: 'model' });
    provisional.add(conversation.id);
  }

  function improve(conversationId: ConversationId, replyId: MessageId): void {
    if (!provisional.delete(conversationId)) return;
    runs.start(conversationId, (signal) => ask(conversationId, replyId, signal));
  }

  async function ask(
    conversationId: ConversationId,
    replyId: MessageId,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const conversation = conversations.get(conversationId);
      const reply = findMessage(conversation, replyId);
      if (conversation.titledBy === 'person' || reply?.role !== 'assistant') return;
      const title = await titleByModel(dependencies, conversation, reply.model, signal);
      if (title === null || signal.aborted) return;
      conversations.commit(conversationId, { type: 'titled', title, by: 'model' });
    } catch {
      // The conversation was removed meanwhile: there is nothing left to name.
    }
  }
}

function firstFileName(conversation: Conversation): string | null {
  for (const { parts } of Object.values(conversation.messages)) {
    for (const part of parts) if (part.type === 'file') return part.name;
  }
  return null;
}
