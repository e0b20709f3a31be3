import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ConversationChange } from '#shared/conversation-change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { isTerminal } from '#shared/stream-event.ts';

type Running = ReadonlyMap<ConversationId, ReadonlySet<MessageId>>;

/** Which answers are arriving, in open conversations and in others. */
const running = createStore<{ readonly answers: Running }>(() => ({ answers: new Map() }));

/** Learns from a change; one of an answer that began before this window did makes it known, too. */
export function trackRunning(conversationId: ConversationId, change: ConversationChange): void {
  switch (change.type) {
    case 'message-started':
      return setRunning(conversationId, change.message.id, change.message.status === 'streaming');
    case 'message-resumed':
      return setRunning(conversationId, change.messageId, true);
    case 'message-streamed':
      return setRunning(conversationId, change.messageId, !change.events.some(isTerminal));
    case 'message-interrupted':
      return setRunning(conversationId, change.messageId, false);
    case 'titled':
    case 'configured':
    case 'pinned':
    case 'trashed':
    case 'leaf-selected':
    case 'message-added':
    case 'message-measured':
  }
}

/** Takes the word of a snapshot. */
export function setRunningAnswers(
  conversationId: ConversationId,
  messageIds: readonly MessageId[],
): void {
  publish(conversationId, new Set(messageIds));
}

function setRunning(conversationId: ConversationId, messageId: MessageId, isRunning: boolean) {
  const known = running.getState().answers.get(conversationId);
  if ((known?.has(messageId) ?? false) === isRunning) return;
  const next = new Set(known);
  if (isRunning) next.add(messageId);
  else next.delete(messageId);
  publish(conversationId, next);
}

function publish(conversationId: ConversationId, messageIds: ReadonlySet<MessageId>): void {
  const { answers } = running.getState();
  if (messageIds.size === 0 && !answers.has(conversationId)) return;
  const next = new Map(answers);
  if (messageIds.size === 0) next.delete(conversationId);
  else next.set(conversationId, messageIds);
  running.setState({ answers: next });
}

export function isRunning(conversationId: ConversationId): boolean {
  return running.getState().answers.has(conversationId);
}

/** Calls back after each change of what runs. Returns its undo. */
export function onRunningChange(listener: () => void): () => void {
  return running.subscribe(listener);
}

export function useIsRunning(conversationId: ConversationId | null): boolean {
  return useStore(running, (state) => conversationId !== null && state.answers.has(conversationId));
}
