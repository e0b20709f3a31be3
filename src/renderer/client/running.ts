import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ConversationChange } from '#shared/conversation-change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { isTerminal } from '#shared/stream-event.ts';

interface Running {
  /** Which answers are arriving, in open conversations and in others. */
  readonly answers: ReadonlyMap<ConversationId, ReadonlySet<MessageId>>;
  /** Answers whose provider has not been heard of yet; only of those that began before this window's eyes. */
  readonly unanswered: ReadonlySet<MessageId>;
}

const running = createStore<Running>(() => ({ answers: new Map(), unanswered: new Set() }));

/** Learns from a change; one of an answer that began before this window did makes it known, too. */
export function trackRunning(conversationId: ConversationId, change: ConversationChange): void {
  switch (change.type) {
    case 'message-started':
      setUnanswered(change.message.id, true);
      return setRunning(conversationId, change.message.id, change.message.status === 'streaming');
    case 'message-resumed':
      setUnanswered(change.messageId, true);
      return setRunning(conversationId, change.messageId, true);
    case 'message-streamed':
      setUnanswered(change.messageId, false);
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

function setUnanswered(messageId: MessageId, isUnanswered: boolean): void {
  const { unanswered } = running.getState();
  if (unanswered.has(messageId) === isUnanswered) return;
  const next = new Set(unanswered);
  if (isUnanswered) next.add(messageId);
  else next.delete(messageId);
  running.setState({ unanswered: next });
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

/** Calls back when the last running answer of a conversation has ended. Returns its undo. */
export function onAnswersEnded(listener: (conversationId: ConversationId) => void): () => void {
  return running.subscribe((after, before) => {
    if (after.answers === before.answers) return;
    for (const id of before.answers.keys()) if (!after.answers.has(id)) listener(id);
  });
}

export function useIsRunning(conversationId: ConversationId | null): boolean {
  return useStore(running, (state) => conversationId !== null && state.answers.has(conversationId));
}

/** Whether the connection for this answer is still being made; unknown counts as made. */
export function useIsConnecting(messageId: MessageId): boolean {
  return useStore(running, (state) => state.unanswered.has(messageId));
}
