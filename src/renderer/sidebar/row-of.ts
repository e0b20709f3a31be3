import type { ConversationId } from '#shared/id.ts';

/** The row of a conversation, when it is on screen. */
export function rowOf(id: ConversationId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-conversation-row="${id}"]`);
}
