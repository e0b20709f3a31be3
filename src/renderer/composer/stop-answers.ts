import type { ConversationId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { runningAnswers } from '../client/conversation/running.ts';
import { attempt } from '../ui/toast/report-failure.ts';

/** Ends every running answer of the conversation; what arrived stays. Returns whether there was one. */
export function stopAnswers(conversationId: ConversationId): boolean {
  const running = runningAnswers(conversationId);
  for (const messageId of running) {
    attempt(call('generation.abort', { conversationId, messageId }));
  }
  return running.length > 0;
}
