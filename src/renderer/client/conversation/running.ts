import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AnswerWait } from '#shared/contract.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';

/** An answer that is arriving, as far as this window has seen it. */
export interface RunningAnswer {
  /** When it began, or when this window first heard of it. Milliseconds since the epoch. */
  readonly since: number;
  /** The provider has been heard of; counts as true for an answer that began before this window. */
  readonly hasResponded: boolean;
  /** It waits before its provider is asked again. */
  readonly wait?: AnswerWait & { readonly since: number };
}

type Answers = ReadonlyMap<MessageId, RunningAnswer>;

/** In open conversations and in others. */
const running = createStore<ReadonlyMap<ConversationId, Answers>>(() => new Map());

/** Learns from a change; one of an answer that began before this window did makes it known, too. */
export function trackRunning(conversationId: ConversationId, change: ConversationChange): void {
  switch (change.type) {
    case 'message-started':
      if (change.message.status !== 'streaming') return;
      return setAnswer(conversationId, change.message.id, begun());
    case 'message-resumed':
      return setAnswer(conversationId, change.messageId, begun());
    case 'message-streamed':
      return hear(conversationId, change.messageId, change.events.some(isTerminal));
    case 'message-interrupted':
      return removeAnswer(conversationId, change.messageId);
    case 'titled':
    case 'configured':
    case 'pinned':
    case 'trashed':
    case 'leaf-selected':
    case 'message-added':
    case 'message-measured':
  }
}

/** Takes the word of a snapshot; what is known of an answer already stays. */
export function setRunningAnswers(
  conversationId: ConversationId,
  messageIds: readonly MessageId[],
): void {
  const known = running.getState().get(conversationId);
  const since = Date.now();
  const answers = messageIds.map(
    (id) => [id, known?.get(id) ?? { since, hasResponded: true }] as const,
  );
  publish(conversationId, new Map(answers));
}

/** An answer that has ended meanwhile waits for nothing. */
export function setWait(
  conversationId: ConversationId,
  messageId: MessageId,
  wait: AnswerWait | null,
): void {
  const known = running.getState().get(conversationId)?.get(messageId);
  if (known === undefined) return;
  const { since, hasResponded } = known;
  const waiting = wait === null ? {} : { wait: { ...wait, since: Date.now() } };
  setAnswer(conversationId, messageId, { since, hasResponded, ...waiting });
}

function begun(): RunningAnswer {
  return { since: Date.now(), hasResponded: false };
}

function hear(conversationId: ConversationId, messageId: MessageId, hasEnded: boolean): void {
  if (hasEnded) return removeAnswer(conversationId, messageId);
  const known = running.getState().get(conversationId)?.get(messageId);
  if (known?.hasResponded === true) return;
  setAnswer(conversationId, messageId, { since: known?.since ?? Date.now(), hasResponded: true });
}

function setAnswer(id: ConversationId, messageId: MessageId, answer: RunningAnswer): void {
  publish(id, new Map(running.getState().get(id)).set(messageId, answer));
}

function removeAnswer(id: ConversationId, messageId: MessageId): void {
  const answers = new Map(running.getState().get(id));
  if (!answers.delete(messageId)) return;
  publish(id, answers);
}

function publish(id: ConversationId, answers: Answers): void {
  const next = new Map(running.getState());
  if (answers.size === 0) next.delete(id);
  else next.set(id, answers);
  running.setState(next, true);
}

export function isRunning(conversationId: ConversationId): boolean {
  return running.getState().has(conversationId);
}

/** The answers that are arriving, whether the conversation is open in this window or not. */
export function runningAnswers(conversationId: ConversationId): readonly MessageId[] {
  return [...(running.getState().get(conversationId)?.keys() ?? [])];
}

export function useIsRunning(conversationId: ConversationId | null): boolean {
  return useStore(running, (state) => conversationId !== null && state.has(conversationId));
}

export function useRunningAnswer(
  conversationId: ConversationId,
  messageId: MessageId,
): RunningAnswer | undefined {
  return useStore(running, (state) => state.get(conversationId)?.get(messageId));
}
