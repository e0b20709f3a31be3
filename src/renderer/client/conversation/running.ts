import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AnswerWait } from '#shared/contract.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { TerminalEvent } from '#shared/conversation/stream-event.ts';

/** An answer that is arriving, as far as this window has seen it. */
export interface RunningAnswer {
  /** When it began, or when this window first heard of it. Milliseconds since the epoch. */
  readonly since: number;
  /** The provider has been heard of; counts as true for an answer that began before this window. */
  readonly hasResponded: boolean;
  /** It waits before its provider is asked again. */
  readonly wait?: AnswerWait & { readonly since: number };
}

/** Whether the person has an answer, even one that was stopped, or none that can be built on. */
export type AnswerEnding = 'finished' | 'failed';

type EndListener = (conversationId: ConversationId, ending: AnswerEnding) => void;

const endListeners = new Set<EndListener>();

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
      return hear(conversationId, change.messageId, change.events.find(isTerminal));
    case 'message-interrupted':
      return removeAnswer(conversationId, change.messageId, 'failed');
    case 'titled':
    case 'configured':
    case 'pinned':
    case 'trashed':
    case 'leaf-selected':
    case 'message-added':
    case 'message-measured':
  }
}

/** Takes the word of a snapshot; what is known of an answer already stays. How an answer ended unseen is not known: failed. */
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
  if (known !== undefined && answers.length === 0) tellEnded(conversationId, 'failed');
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

function hear(
  conversationId: ConversationId,
  messageId: MessageId,
  terminal: TerminalEvent | undefined,
): void {
  if (terminal !== undefined) {
    const ending = terminal.type === 'error' ? 'failed' : 'finished';
    return removeAnswer(conversationId, messageId, ending);
  }
  const known = running.getState().get(conversationId)?.get(messageId);
  if (known?.hasResponded === true) return;
  setAnswer(conversationId, messageId, { since: known?.since ?? Date.now(), hasResponded: true });
}

function setAnswer(id: ConversationId, messageId: MessageId, answer: RunningAnswer): void {
  publish(id, new Map(running.getState().get(id)).set(messageId, answer));
}

function removeAnswer(id: ConversationId, messageId: MessageId, ending: AnswerEnding): void {
  const answers = new Map(running.getState().get(id));
  if (!answers.delete(messageId)) return;
  publish(id, answers);
  if (answers.size === 0) tellEnded(id, ending);
}

function tellEnded(id: ConversationId, ending: AnswerEnding): void {
  for (const listener of endListeners) listener(id, ending);
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

/** Calls back when the last running answer of a conversation has ended. Returns its undo. */
export function onAnswersEnded(listener: EndListener): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
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
