import type { UserMessage } from '#shared/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { AnswerDependencies } from './fill-answer.ts';
import { createRuns } from './runs.ts';
import { firstWords, titleByModel } from './title.ts';

/** Names conversations by themselves; a person's title is never replaced. */
export interface Titles {
  /** Names a conversation that has no title after the first words of `message`. */
  readonly begin: (conversationId: ConversationId, message: UserMessage) => void;
  /** Where the title is still the first words: asks the model for a better one, in the background, once. */
  readonly improve: (conversationId: ConversationId, replyId: MessageId) => void;
  readonly abortAll: () => Promise<void>;
}

export function createTitles(dependencies: AnswerDependencies): Titles {
  const { conversations } = dependencies;
  const runs = createRuns<ConversationId>();
  const provisional = new Set<ConversationId>();

  return { begin, improve, abortAll: runs.abortAll };

  function begin(conversationId: ConversationId, message: UserMessage): void {
    if (conversations.get(conversationId).titledBy !== 'nobody') return;
    conversations.commit(conversationId, {
      type: 'titled',
      title: firstWords(message),
      by: 'model',
    });
    provisional.add(conversationId);
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
      if (conversation.titledBy === 'person') return;
      const title = await titleByModel(dependencies, conversation, replyId, signal);
      if (title === null || signal.aborted) return;
      conversations.commit(conversationId, { type: 'titled', title, by: 'model' });
    } catch {
      // The conversation was removed meanwhile: there is nothing left to name.
    }
  }
}
